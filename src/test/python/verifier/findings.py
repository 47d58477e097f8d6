"""What was found so far, and what is only remarked."""

findings = []


def found(text):
    findings.append(text)


def remark(text):
    """Worth knowing, but not wrong."""
    print("remark: " + text)
