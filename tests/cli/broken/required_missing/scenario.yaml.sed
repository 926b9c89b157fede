/^  title:/d
