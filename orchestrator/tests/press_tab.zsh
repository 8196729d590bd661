#!/usr/bin/zsh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints what a line has become once TAB was pressed at its end. Usage: press_tab.zsh DIRECTORY-OF-_cloister LINE
zmodload zsh/zpty
zpty shell zsh -f -i
say() { zpty -w shell "$1" }
# Ctrl-X prints the line between marks that an echo of what is typed does not have.
say "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -d $PWD/zcompdump"
say "tell() { print -rn -- \$'\\n'\"<<\$BUFFER>>\" }; zle -N tell; bindkey '^X' tell"
say "print rea''dy"
zpty -r -m shell line '*ready*'
zpty -n -w shell "$2"$'\t'$'\C-x'
zpty -r -m shell line '*<<*>>*'
line=${line##*<<}
print -r -- "${line%%>>*}"
zpty -d shell
