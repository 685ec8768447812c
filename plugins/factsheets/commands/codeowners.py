MORE = ""


def options(p):
    pass


def run(g):
    return 0
