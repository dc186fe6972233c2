"""Makes captop.1 in mdoc from what `captop --experimental-dump-help` prints and the sections below, which no option says.

    captop --experimental-dump-help | python3 docs/man/make_manual.py > docs/man/captop.1
"""
import json
import sys

HEAD = """.\\" Made by `make manual` from the program's own help. Do not edit.
.Dd November 26, 2026
.Dt CAPTOP 1
.Os
.Sh NAME
.Nm captop
.Nd dashboard for the caps of affiliate and lead networks
"""

TAIL = """.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev XDG_CONFIG_HOME , XDG_STATE_HOME
where configuration and state are kept; by default
.Pa ~/.config
and
.Pa ~/.local/state .
.It Ev NO_COLOR
draws without colours when it is set and not empty.
.It Ev TERM , LANG , LC_ALL , LC_CTYPE
what the terminal can do; without UTF-8 captop draws in ASCII.
.It Ev https_proxy , http_proxy , no_proxy
are honoured.
.El
.Pp
Keys are found in the variables that the configuration names.
.Sh FILES
.Bl -tag -width Ds
.It Pa $XDG_CONFIG_HOME/captop/config.toml
the configuration, written by
.Ic captop init
or by hand.
.It Pa $XDG_STATE_HOME/captop/captop.sqlite
the last known state, the history of every cap and the journal of changes.
.It Pa $XDG_STATE_HOME/captop/crash-*.txt
reports of crashes.
.El
.Sh EXIT STATUS
.Bl -tag -width Ds
.It 0
done
.It 1
failed
.It 2
usage or configuration
.It 3
a cap is at or over
.Fl -fail-at
.It 4
a network could not be reached, or refused the key
.It 129, 130, 131, 143
the dashboard or the wall was ended by SIGHUP or a lost terminal, SIGINT, SIGQUIT, SIGTERM
.El
.Sh EXAMPLES
.Bd -literal -offset indent
captop demo
captop once --filter 'util >= 80 and hard' --sort risk
captop once --format json | jq '.caps[] | select(.utilisation >= 0.9)'
captop set acme/custom:412 daily_conversion_cap=+10% --yes
.Ed
.Sh SEE ALSO
.Xr curl 1 ,
.Xr jq 1
"""


def text(words):
    """Words as roff shows them: nothing in them is a request or an escape, and hyphens stay what they are."""
    return words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")


def lines(words):
    """Paragraphs of prose; a line that begins like a command is shown as it is written."""
    shown = []
    for line in words.split("\n"):
        if not line.strip():
            shown.append(".Pp")
        elif line.startswith("captop "):
            shown.append(".Dl " + quoted(line))
        else:
            shown.append(plain(line))
    return shown


def plain(line):
    """A line of text that roff does not take for a request."""
    line = text(line)
    return "\\&" + line if line[:1] in ".\\" and not line.startswith("\\-") else line


def quoted(argument):
    return '"' + text(argument).replace('"', '""') + '"'


def flag(name):
    """An option as `.Fl` wants it: without its first dash."""
    return ("-" if name["kind"] == "long" else "") + name["name"].replace("-", "\\-")


def item(argument):
    if argument["kind"] == "positional":
        head = ".It Ar " + argument["valueName"].upper()
    else:
        head = ".It " + " , ".join("Fl " + flag(name) for name in argument["names"])
        if argument["kind"] == "option":
            head += " Ar " + argument["valueName"].upper()
    said = argument.get("abstract", "")
    default = argument.get("defaultValue")
    if default and "Default" not in said:
        said += " Default: %s." % default
    return [head, plain(said)]


def synopsis(name, arguments):
    usage = [".Ic " + name]
    for argument in arguments:
        mark = " ..." if argument["isRepeating"] else ""
        if argument["kind"] == "positional":
            word = "Ar " + argument["valueName"].upper() + mark
        else:
            word = "Fl " + flag(argument["preferredName"])
            if argument["kind"] == "option":
                word += " Ar " + argument["valueName"].upper() + mark
        usage.append((".Op " if argument["isOptional"] else ".") + word)
    return usage


def shown(command):
    """What a command takes, without what every command takes."""
    arguments = command.get("arguments", [])
    return [a for a in arguments if a["shouldDisplay"] and a.get("valueName") not in ("help", "version")]


def section(command):
    page = [".Ss captop " + command["commandName"], plain(command["abstract"])]
    if command.get("discussion"):
        page += [".Pp"] + lines(command["discussion"])
    page += [".Pp"] + synopsis("captop " + command["commandName"], shown(command))
    if shown(command):
        page += [".Bl -tag -width Ds"]
        for argument in shown(command):
            page += item(argument)
        page += [".El"]
    return page


def manual(tree):
    root = tree["command"]
    commands = [c for c in root["subcommands"] if c["shouldDisplay"] and c["commandName"] != "help"]
    page = [HEAD.rstrip("\n"), ".Sh SYNOPSIS", ".Nm", ".Op Ar COMMAND", ".Op Ar OPTIONS", ".Nm", ".Fl \\-help | \\-version"]
    page += [".Sh DESCRIPTION", plain(root["abstract"]), ".Pp"] + lines(root["discussion"].split("\nExit codes")[0])
    page += [".Pp", "On the screen", ".Ic \\&?", "lists all keys.", ".Sh COMMANDS"]
    for command in commands:
        page += section(command)
    return "\n".join(page) + "\n" + TAIL


if __name__ == "__main__":
    sys.stdout.write(manual(json.load(sys.stdin)))
