s/^exports,180/export,180/
