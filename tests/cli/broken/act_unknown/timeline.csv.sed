s/suspend/suspended/
