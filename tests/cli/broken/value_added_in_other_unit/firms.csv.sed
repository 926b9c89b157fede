1s/assumed$/assumed,value_added/
2s/$/,20 USD\/piece/
3s/$/,/
4s/$/,900 USD\/kg/
