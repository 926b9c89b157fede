s/^  cn: /\tcn: /
