s/^separator,Separator,CN,source/separator,Separator,CN,material/
