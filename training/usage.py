"""Command lines without options: some words, and the script's own description for whoever asks."""
import sys


def words(description, least, most):
    """The words after the script's name. Prints the description and ends for -h, --help, an unknown option or a wrong count."""
    given = sys.argv[1:]
    asked = any(word in ("-h", "--help") for word in given)
    if asked or not least <= len(given) <= most or any(word.startswith("-") for word in given):
        print(description.strip(), file=sys.stdout if asked else sys.stderr)
        sys.exit(0 if asked else 2)
    return given
