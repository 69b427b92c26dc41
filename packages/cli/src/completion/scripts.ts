/** What a shell reads once; on each Tab it asks the program itself, so that the proposals fit its version. */
export const SCRIPTS = {
  bash: `# bash completion of rollcall: eval "$(rollcall completion bash)" in ~/.bashrc
_rollcall() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(rollcall __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
# Without a proposal, names of files.
complete -o default -F _rollcall rollcall
`,
  zsh: `#compdef rollcall
# zsh completion of rollcall: eval "$(rollcall completion zsh)" in ~/.zshrc, after compinit
_rollcall() {
  local line
  local -a proposals
  for line in "\${(@f)$(rollcall __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && proposals+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  # Without a proposal, names of files.
  if (( $#proposals )); then _describe -V rollcall proposals; else _files; fi
}
if [[ \${funcstack[1]} == _rollcall ]]; then _rollcall "$@"; else compdef _rollcall rollcall; fi
`,
  fish: `# fish completion of rollcall: rollcall completion fish > ~/.config/fish/completions/rollcall.fish
function __rollcall_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l proposals (rollcall __complete $words[2..-1] "$current" 2>/dev/null)
  # Without a proposal, names of files.
  if test (count $proposals) -gt 0
    printf '%s\\n' $proposals
  else
    __fish_complete_path "$current"
  end
end
complete -c rollcall -f -k -a '(__rollcall_complete)'
`,
} as const;

export type Shell = keyof typeof SCRIPTS;

export const SHELLS = Object.keys(SCRIPTS) as readonly Shell[];
