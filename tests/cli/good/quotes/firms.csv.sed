s/Car maker/"A ""big"", American car maker"/
