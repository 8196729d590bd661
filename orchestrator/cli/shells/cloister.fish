# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for fish: the program itself knows what may come next, beside files.
complete -c cloister -a '(cloister complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
