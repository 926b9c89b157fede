s/high: 20, //
