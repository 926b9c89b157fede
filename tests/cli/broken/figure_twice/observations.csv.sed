2p
