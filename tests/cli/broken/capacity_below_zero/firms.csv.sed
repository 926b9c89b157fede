1s/assumed$/assumed,capacity/
2s/$/,-5 kg\/day/
3s/$/,/
4s/$/,/
