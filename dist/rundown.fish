# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_rundown_global_optspecs
    string join \n data= log= log-form= config= now= v/verbose h/help V/version
end

function __fish_rundown_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_rundown_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_rundown_using_subcommand
    set -l cmd (__fish_rundown_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c rundown -n "__fish_rundown_needs_command" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_needs_command" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_needs_command" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_needs_command" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_needs_command" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_needs_command" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_needs_command" -s V -l version -d 'Print version'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "demo" -d 'Show invented news in the browser: no network, nothing kept'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "read" -d 'Read pages, texts or feeds into articles: who said what, when, how many'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "thread" -d 'Thread articles (JSON lines) into developments and stories'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "brief" -d 'Brief one story, given as JSON lines of its articles'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "ingest" -d 'Take pages, texts, feeds, JSON lines, WARC archives or folders of them into the store'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "add" -d 'Follow a feed, or the feed that a page names'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "import" -d 'Follow the feeds of an OPML file'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "export" -d 'Write the feeds you follow as OPML'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "feeds" -d 'List the feeds you follow with how they stand; remove, pause, rename one'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "fetch" -d 'Ask every feed that is due, once; or one address, and tell what it answered'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "net" -d 'Tell what would be done with an address, and why'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "serve" -d 'Poll the feeds and serve the web page'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "stories" -d 'List the stories: the rundown'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "story" -d 'Show the brief of a story'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "new" -d 'Show what is new since you looked'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "search" -d 'Find articles and their stories'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "follow" -d 'Keep a story on top, or with --none let it go'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "mute" -d 'Keep a story out of the rundown'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "merge" -d 'Make two stories one, for good'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "split" -d 'Take an article out of its story, for good'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "corrections" -d 'List your splits and merges, or take one back'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "why" -d 'Tell why an article is in its story, or why two are or are not together'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "verify" -d 'Prove that every word shown stands in a stored article'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "fsck" -d 'Look the store through for damage, and read what is damaged again'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "rebuild" -d 'Thread everything anew, in order of publication'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "backup" -d 'Copy the store into one file, while it is used'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "restore" -d 'Put a backup in the place of the store'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "config" -d 'Tell every setting, its value and where that comes from'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "health" -d 'Ask the service whether it is well'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "limits" -d 'List every bound of the program'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "bench" -d 'Measure articles a second, stage by stage, on this machine'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "completions" -d 'Write the completions of a shell'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "man" -d 'Write the manual pages'
complete -c rundown -n "__fish_rundown_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l listen -d 'Serve the pages at this address and port [default: 127.0.0.1:7878]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l public-url -d 'Where readers find the pages, if a proxy stands before them [default: http:// and the address of listen]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l allow-host -d 'Answer requests that call this machine so, besides its own names [default: none; the host of public-url is always answered]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l allow-from -d 'Let these networks connect, besides this machine: a proxy that logs readers in [default: none; with a password everybody]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l password-file -d 'Ask every reader for the password that stands in this file [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand demo" -l json -d 'Only build the stories and list them as JSON; do not serve'
complete -c rundown -n "__fish_rundown_using_subcommand demo" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand read" -l url -d 'The address the file came from' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l at -d 'When it was fetched: relative dates count from there' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l as -d 'What to read it as, instead of looking' -r -f -a "page\t'An HTML page'
text\t'A plain-text capture of a page, or plain copy'
feed\t'A feed: one article an item'"
complete -c rundown -n "__fish_rundown_using_subcommand read" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand read" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand read" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand read" -l jsonl -d 'Answer with one line of JSON an article, in the order of the input'
complete -c rundown -n "__fish_rundown_using_subcommand read" -l markdown -d 'Answer with Markdown'
complete -c rundown -n "__fish_rundown_using_subcommand read" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand read" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l final -d 'Write each article once, when all are threaded, in the order of the input. Without it a line is written as soon as an article is placed, and again if a later article moves it: the last line of an id counts'
complete -c rundown -n "__fish_rundown_using_subcommand thread" -l json -d 'Also say which articles are copies (the lines are JSON in any case)'
complete -c rundown -n "__fish_rundown_using_subcommand thread" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand thread" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l since -d 'Mark what is new since then' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l until -d 'Leave out what was published after this' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand brief" -l markdown -d 'Answer with Markdown'
complete -c rundown -n "__fish_rundown_using_subcommand brief" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand brief" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l at -d 'When the files were fetched, for those whose time is not known [default: when they were last changed]' -r
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand add" -l allow-private -d 'Ask feeds and pages in these private networks too; `all`: in every one [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand add" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand add" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand add" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand add" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand add" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand add" -l unseen -d 'Do not ask the address first'
complete -c rundown -n "__fish_rundown_using_subcommand add" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand add" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand import" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand import" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand import" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand import" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand import" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand import" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand import" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand export" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand export" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand export" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand export" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand export" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand export" -l json -d 'Answer with JSON instead of OPML'
complete -c rundown -n "__fish_rundown_using_subcommand export" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -f -a "remove" -d 'Follow it no longer; its articles stay'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -f -a "pause" -d 'Ask it no longer, until it is resumed'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -f -a "resume" -d 'Ask it again that was paused, or gone'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -f -a "rename" -d 'Call it something else'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and not __fish_seen_subcommand_from remove pause resume rename help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Follow it no longer; its articles stay'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Ask it no longer, until it is resumed'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Ask it again that was paused, or gone'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Call it something else'
complete -c rundown -n "__fish_rundown_using_subcommand feeds; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l allow-private -d 'Ask feeds and pages in these private networks too; `all`: in every one [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l poll-min -d 'Ask no feed more often than this, whatever its rhythm [default: 5m]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l poll-max -d 'Ask every feed that answers at least this often, unless it wishes otherwise [default: 24h]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l explain -d 'Tell what was asked, what was answered, and what was read of it'
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l all -d 'Ask every feed, due or not'
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -f -a "explain" -d 'Tell what would be done with an address: nothing is sent to its host'
complete -c rundown -n "__fish_rundown_using_subcommand net; and not __fish_seen_subcommand_from explain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l allow-private -d 'Ask feeds and pages in these private networks too; `all`: in every one [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Tell what would be done with an address: nothing is sent to its host'
complete -c rundown -n "__fish_rundown_using_subcommand net; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l listen -d 'Serve the pages at this address and port [default: 127.0.0.1:7878]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l public-url -d 'Where readers find the pages, if a proxy stands before them [default: http:// and the address of listen]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l allow-host -d 'Answer requests that call this machine so, besides its own names [default: none; the host of public-url is always answered]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l allow-from -d 'Let these networks connect, besides this machine: a proxy that logs readers in [default: none; with a password everybody]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l password-file -d 'Ask every reader for the password that stands in this file [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l metrics -d 'Answer /healthz, /readyz and /metrics on this address too [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l allow-private -d 'Ask feeds and pages in these private networks too; `all`: in every one [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l poll-min -d 'Ask no feed more often than this, whatever its rhythm [default: 5m]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l poll-max -d 'Ask every feed that answers at least this often, unless it wishes otherwise [default: 24h]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l languages -d 'What you read, the dearest first; nothing follows from it yet [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l offline -d 'Serve what is stored; ask no feed'
complete -c rundown -n "__fish_rundown_using_subcommand serve" -l json -d 'Write the address as JSON when it is ready'
complete -c rundown -n "__fish_rundown_using_subcommand serve" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand stories" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand stories" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand stories" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand story" -l csv -d 'Answer with a table of comma-separated values' -r -f -a "timeline\t'What happened when'
voices\t'Who said what'
figures\t'Figures as outlets gave them'"
complete -c rundown -n "__fish_rundown_using_subcommand story" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand story" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand story" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand story" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand story" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand story" -l read -d 'Note that you have read it'
complete -c rundown -n "__fish_rundown_using_subcommand story" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand story" -l markdown -d 'Answer with Markdown'
complete -c rundown -n "__fish_rundown_using_subcommand story" -l html -d 'Answer with one HTML file that needs nothing else'
complete -c rundown -n "__fish_rundown_using_subcommand story" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand story" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand new" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand new" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand new" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand new" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand new" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand new" -l read -d 'Note that you have read it all'
complete -c rundown -n "__fish_rundown_using_subcommand new" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand new" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand search" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand search" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand search" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand search" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand search" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand search" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand search" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l none -d 'Follow it no longer'
complete -c rundown -n "__fish_rundown_using_subcommand follow" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand follow" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand follow" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l none -d 'Mute it no longer'
complete -c rundown -n "__fish_rundown_using_subcommand mute" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand mute" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand mute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand merge" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand merge" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand split" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand split" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand split" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand split" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand split" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand split" -l alone -d 'Take only this article, away also from those that report the same event'
complete -c rundown -n "__fish_rundown_using_subcommand split" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand split" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand split" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l take-back -d 'Take back the correction with this number in the list' -r
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand corrections" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand why" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand why" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand why" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand why" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand why" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand why" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand why" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand verify" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand verify" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l mend -d 'Read damaged articles again from the bytes that they came from'
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l state-hash -d 'Print only a number that is equal for two stores that hold the same'
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -l json -d 'Write JSON'
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand fsck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand rebuild" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand backup" -l json -d 'Write JSON'
complete -c rundown -n "__fish_rundown_using_subcommand backup" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand restore" -l json -d 'Write JSON'
complete -c rundown -n "__fish_rundown_using_subcommand restore" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand config" -l listen -d 'Serve the pages at this address and port [default: 127.0.0.1:7878]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l public-url -d 'Where readers find the pages, if a proxy stands before them [default: http:// and the address of listen]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l allow-host -d 'Answer requests that call this machine so, besides its own names [default: none; the host of public-url is always answered]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l allow-from -d 'Let these networks connect, besides this machine: a proxy that logs readers in [default: none; with a password everybody]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l password-file -d 'Ask every reader for the password that stands in this file [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l metrics -d 'Answer /healthz, /readyz and /metrics on this address too [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l allow-private -d 'Ask feeds and pages in these private networks too; `all`: in every one [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l poll-min -d 'Ask no feed more often than this, whatever its rhythm [default: 5m]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l poll-max -d 'Ask every feed that answers at least this often, unless it wishes otherwise [default: 24h]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l languages -d 'What you read, the dearest first; nothing follows from it yet [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand config" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand config" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand config" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand health" -l listen -d 'Serve the pages at this address and port [default: 127.0.0.1:7878]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l public-url -d 'Where readers find the pages, if a proxy stands before them [default: http:// and the address of listen]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l allow-host -d 'Answer requests that call this machine so, besides its own names [default: none; the host of public-url is always answered]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l allow-from -d 'Let these networks connect, besides this machine: a proxy that logs readers in [default: none; with a password everybody]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l password-file -d 'Ask every reader for the password that stands in this file [default: none]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand health" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand health" -l ready -d 'Ask whether all news has its story, not only whether the store answers'
complete -c rundown -n "__fish_rundown_using_subcommand health" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand health" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand limits" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand limits" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand limits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l articles -d 'Articles to measure with' -r
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand bench" -l json -d 'Answer with JSON'
complete -c rundown -n "__fish_rundown_using_subcommand bench" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand completions" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand completions" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand completions" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand completions" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand completions" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand completions" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand man" -l into -d 'Write the page of every command into this directory, instead of the program\'s own page to standard output' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand man" -l data -d 'Keep the news in this directory [default: your data folder, e.g. ~/.local/share/rundown]' -r
complete -c rundown -n "__fish_rundown_using_subcommand man" -l log -d 'Write this of the log: error, warn, info, debug, trace, or a filter [default: warn]' -r
complete -c rundown -n "__fish_rundown_using_subcommand man" -l log-form -d 'Write the log as text, or as json: a line an event [default: text]' -r
complete -c rundown -n "__fish_rundown_using_subcommand man" -l config -d 'Read the settings from this file [default: rundown/rundown.toml in your configuration folder]' -r -F
complete -c rundown -n "__fish_rundown_using_subcommand man" -l now -d 'Act as if it were this time (RFC 3339), to look at old news as of then' -r
complete -c rundown -n "__fish_rundown_using_subcommand man" -s v -l verbose -d 'Tell on standard error what is being done'
complete -c rundown -n "__fish_rundown_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "demo" -d 'Show invented news in the browser: no network, nothing kept'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "read" -d 'Read pages, texts or feeds into articles: who said what, when, how many'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "thread" -d 'Thread articles (JSON lines) into developments and stories'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "brief" -d 'Brief one story, given as JSON lines of its articles'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "ingest" -d 'Take pages, texts, feeds, JSON lines, WARC archives or folders of them into the store'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "add" -d 'Follow a feed, or the feed that a page names'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "import" -d 'Follow the feeds of an OPML file'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "export" -d 'Write the feeds you follow as OPML'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "feeds" -d 'List the feeds you follow with how they stand; remove, pause, rename one'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "fetch" -d 'Ask every feed that is due, once; or one address, and tell what it answered'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "net" -d 'Tell what would be done with an address, and why'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "serve" -d 'Poll the feeds and serve the web page'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "stories" -d 'List the stories: the rundown'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "story" -d 'Show the brief of a story'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "new" -d 'Show what is new since you looked'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "search" -d 'Find articles and their stories'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "follow" -d 'Keep a story on top, or with --none let it go'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "mute" -d 'Keep a story out of the rundown'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "merge" -d 'Make two stories one, for good'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "split" -d 'Take an article out of its story, for good'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "corrections" -d 'List your splits and merges, or take one back'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "why" -d 'Tell why an article is in its story, or why two are or are not together'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "verify" -d 'Prove that every word shown stands in a stored article'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "fsck" -d 'Look the store through for damage, and read what is damaged again'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "rebuild" -d 'Thread everything anew, in order of publication'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "backup" -d 'Copy the store into one file, while it is used'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "restore" -d 'Put a backup in the place of the store'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "config" -d 'Tell every setting, its value and where that comes from'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "health" -d 'Ask the service whether it is well'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "limits" -d 'List every bound of the program'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "bench" -d 'Measure articles a second, stage by stage, on this machine'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "completions" -d 'Write the completions of a shell'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "man" -d 'Write the manual pages'
complete -c rundown -n "__fish_rundown_using_subcommand help; and not __fish_seen_subcommand_from demo read thread brief ingest add import export feeds fetch net serve stories story new search follow mute merge split corrections why verify fsck rebuild backup restore config health limits bench completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rundown -n "__fish_rundown_using_subcommand help; and __fish_seen_subcommand_from feeds" -f -a "remove" -d 'Follow it no longer; its articles stay'
complete -c rundown -n "__fish_rundown_using_subcommand help; and __fish_seen_subcommand_from feeds" -f -a "pause" -d 'Ask it no longer, until it is resumed'
complete -c rundown -n "__fish_rundown_using_subcommand help; and __fish_seen_subcommand_from feeds" -f -a "resume" -d 'Ask it again that was paused, or gone'
complete -c rundown -n "__fish_rundown_using_subcommand help; and __fish_seen_subcommand_from feeds" -f -a "rename" -d 'Call it something else'
complete -c rundown -n "__fish_rundown_using_subcommand help; and __fish_seen_subcommand_from net" -f -a "explain" -d 'Tell what would be done with an address: nothing is sent to its host'
