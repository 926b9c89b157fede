s/suspend/suspnd/
