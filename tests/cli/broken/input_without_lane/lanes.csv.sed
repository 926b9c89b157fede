3d
