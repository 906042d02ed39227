# shellcheck shell=bash disable=SC1112,SC2016
# The same case, as each partner reads it, and why. Sourced by
# deploy/demo.

chapter 'Le même dossier, vu par chacun' 'The same file, as each sees it'
tell 'Ce que la référente lit maintenant :' 'What the lead worker reads now:'
printf '\n'
typed mission-locale/claire-martin case show "$case"
printf '\n'
tell 'Et ce que lit la police, convoquée à la séance :' 'And what the police
reads, convened to the session:'
printf '\n'
typed police-nationale/marc-delaunay case show "$case"
printf '\n'
tell 'Les douze côte à côte, une ligne par rubrique, une colonne par lecteur :' \
  'All twelve side by side, a line a section, a column a reader:'
printf '\n'
views=$demo/views
mkdir -p "$views"
seen=(lea-aubry:commune-alencon paul-garnier:prefecture
  ines-barbier:education-nationale marc-delaunay:police-nationale
  nadia-perrin:spip yann-colin:pjj eva-marchand:ddetspp
  tom-gautier:commune-alencon lucie-renard:conseil-departemental
  julie-morel:conseil-regional claire-martin:mission-locale
  karim-benali:association-mediation)
for who in "${seen[@]}"; do
  code=0
  as "${who#*:}/${who%:*}" --json case show "$case" \
    >"$views/${who%:*}.json" 2>"$views/${who%:*}.err" || code=$?
  case $code in
    0) ;;
    3) printf '{}' >"$views/${who%:*}.json" ;;  # Denied, as an absent file is.
    *) fail "lecture de $who : code $code" "reading as $who: code $code" ;;
  esac
done
node deploy/side-by-side.js "$views" policy/charters/alencon-jeunesse.textproto \
  "$english" "${seen[@]}"
