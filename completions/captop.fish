function __captop_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __captop_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __captop_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __captop_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __captop_parse_tokens -S
    set -l unparsed_tokens (__captop_tokens -pc)
    switch $unparsed_tokens[1]
    case 'captop'
        __captop_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'dashboard'
            __captop_parse_subcommand 0 'profile=+' 'config=' 'ascii' 'theme=' 'log=' 'write' 'version' 'h/help'
        case 'wall'
            __captop_parse_subcommand 0 'profile=+' 'config=' 'ascii' 'theme=' 'log=' 'filter=' 'page=' 'version' 'h/help'
        case 'watch'
            __captop_parse_subcommand 0 'profile=+' 'config=' 'version' 'h/help'
        case 'demo'
            __captop_parse_subcommand 0 'seed=' 'speed=' 'traffic=' 'start=' 'ascii' 'theme=' 'wall' 'version' 'h/help'
        case 'once'
            __captop_parse_subcommand 0 'profile=+' 'config=' 'what=' 'format=' 'filter=' 'sort=' 'limit=' 'fail-at=' 'version' 'h/help'
        case 'set'
            __captop_parse_subcommand -r 2 'profile=+' 'config=' 'yes' 'dry-run' 'write' 'name=' 'version' 'h/help'
        case 'audit'
            __captop_parse_subcommand 0 'format=' 'limit=' 'profile=' 'target=' 'version' 'h/help'
        case 'sandbox'
            __captop_parse_subcommand 0 'port=' 'key=' 'db=' 'caps=' 'affiliates=' 'offers=' 'fault=+' 'seed=' 'speed=' 'traffic=' 'start=' 'version' 'h/help'
        case 'init'
            __captop_parse_subcommand 0 'config=' 'version' 'h/help'
        case 'doctor'
            __captop_parse_subcommand 0 'profile=+' 'config=' 'version' 'h/help'
        case 'help'
            __captop_parse_subcommand -r 1 'version'
        end
    end
end

function __captop_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __captop_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __captop_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __captop_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__captop_tokens -p)
    if test -z "$(__captop_tokens -t)"
        set -l index (count (__captop_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'captop' -f
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'dashboard' -d 'Open the dashboard (the default).'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'wall' -d 'Show what matters on a wall monitor; ctrl-c twice quits.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'watch' -d 'Run the alert rules without a screen, until it is told to stop.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'demo' -d 'Open the dashboard on made-up networks with live traffic.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'once' -d 'Load everything once and print the caps, or what --what says.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'set' -d 'Change one object: shows old, new and the request, and sends it with --yes.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'audit' -d 'Print the journal of every change that captop has sent.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'sandbox' -d 'Serve both APIs on loopback with made-up data and live traffic.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'init' -d 'Write a configuration, or add a profile to it, by asking.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'doctor' -d 'Check terminal, configuration, keys, networks, clocks and state.'
complete -c 'captop' -n '__captop_should_offer_completions_for_positional "captop" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" ascii' -l 'ascii' -d 'Draw with ASCII only, whatever the locale.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" theme' -l 'theme' -d 'One of dark, light, contrast, colorblind, mono.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" log' -l 'log' -d 'Append a line for every refresh, failure and change to this file.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" write' -l 'write' -d 'Start unlocked, whatever the profiles say.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop dashboard" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" ascii' -l 'ascii' -d 'Draw with ASCII only, whatever the locale.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" theme' -l 'theme' -d 'One of dark, light, contrast, colorblind, mono.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" log' -l 'log' -d 'Append a line for every refresh, failure and change to this file.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" filter' -l 'filter' -d 'Only the caps that match this query, as `/` on screen.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" page' -l 'page' -d 'Seconds that a page stays.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop wall" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop watch"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop watch" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop watch" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop watch" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" seed' -l 'seed' -d 'Seed of the made-up data: same seed, same data.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" speed' -l 'speed' -d 'How many times faster than life its clock runs.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" traffic' -l 'traffic' -d 'Events a second of its clock, on average over a day; 0 for none. Default: 5, and 60 in the demo.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" start' -l 'start' -d 'Where its clock starts, as 2026-03-10T20:20:41Z. Default: now.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" ascii' -l 'ascii' -d 'Draw with ASCII only, whatever the locale.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" theme' -l 'theme' -d 'One of dark, light, contrast, colorblind, mono.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" wall' -l 'wall' -d 'Open the wall in place of the dashboard.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" what' -l 'what' -d 'caps, offers, affiliates, payouts, commissions or tiers.' -rfka 'caps offers affiliates payouts commissions tiers'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" format' -l 'format' -d 'table, json or csv.' -rfka 'table json csv'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" filter' -l 'filter' -d 'Words; for caps also comparisons such as \'util >= 80 and hard\', see docs/query.md.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" sort' -l 'sort' -d 'Of caps: risk, utilisation, network, affiliate, offer, name, metric, period, count, maximum, expires; a - before it turns the order round. Default: utilisation.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" limit' -l 'limit' -d 'At most so many rows.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" fail-at' -l 'fail-at' -d 'Exit with 3 when a matching cap is at or over this share, as 90%.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop once" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" yes' -l 'yes' -d 'Send it.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" dry-run' -l 'dry-run' -d 'Only show what would be sent.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" write' -l 'write' -d 'Send it though the profile does not say write = true.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" name' -l 'name' -d 'The object\'s name, where a change in production asks for it.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" format' -l 'format' -d 'table, json or csv.' -rfka 'table json csv'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" limit' -l 'limit' -d 'At most so many entries, the newest ones.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" profile' -l 'profile' -d 'Only what was changed through this profile.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" target' -l 'target' -d 'Only this object, as acme/custom:412.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop audit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" port' -l 'port' -d 'The port; 0 takes any free one.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" key' -l 'key' -d 'The key both APIs ask for.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" db' -l 'db' -d 'SQLite file that keeps everything; without it, all is gone at the end.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" caps' -l 'caps' -d 'How many caps in all: rows of the dashboard, a fifth of them LeadConduit\'s.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" affiliates' -l 'affiliates' -d 'How many affiliates. Default: as many as the caps call for.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" offers' -l 'offers' -d 'How many offers. Default: as many as the caps call for.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox"' -l 'fault' -d 'What goes wrong on purpose, as \'PATCH /networks/custom/caps=500*2\'; repeat for several.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" seed' -l 'seed' -d 'Seed of the made-up data: same seed, same data.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" speed' -l 'speed' -d 'How many times faster than life its clock runs.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" traffic' -l 'traffic' -d 'Events a second of its clock, on average over a day; 0 for none. Default: 5, and 60 in the demo.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" start' -l 'start' -d 'Where its clock starts, as 2026-03-10T20:20:41Z. Default: now.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop sandbox" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop init" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop init" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop doctor"' -l 'profile' -d 'A profile to use; repeat for several. Default: those the configuration lists.' -rfka ''
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop doctor" config' -l 'config' -d 'The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.' -rF
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop doctor" version' -l 'version' -d 'Show the version.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'captop' -n '__captop_should_offer_completions_for_flags_or_options "captop help" version' -l 'version' -d 'Show the version.'
