# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for fish: the program itself knows what may come next; where it knows nothing, there are files.
function __cloister_told
    set -l words (commandline -opc)
    set -l told ($words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test -n "$told[1]"
        printf '%s\n' $told
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c cloister -f -a '(__cloister_told)'
