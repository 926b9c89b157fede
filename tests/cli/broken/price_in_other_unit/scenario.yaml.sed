s/40000 USD.piece/40000 USD\/kg/
