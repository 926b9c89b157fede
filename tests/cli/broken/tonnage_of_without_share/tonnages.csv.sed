3s,year\,\,\,,year\,\,finished\,,
