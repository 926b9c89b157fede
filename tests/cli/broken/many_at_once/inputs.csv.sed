s/60 days/-60 days/
