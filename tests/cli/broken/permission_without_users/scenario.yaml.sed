s/kind: licence_requirement/kind: permission/
