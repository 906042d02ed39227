# shellcheck shell=bash disable=SC1112,SC2016
# The spreadsheet the group kept, taken over: needs $coordinator. Sourced by
# deploy/demo.

chapter 'Le tableau que le groupe tenait' 'The spreadsheet the group kept'
tell "Léa Aubry coordonne le groupe, et tenait un tableau : 79 lignes, avec des
dates de toute forme, des doublons, et des remarques que la loi interdit de
garder. Elle commence par un essai. Rien n’est enregistré ; le rapport nomme des
lignes, jamais des personnes, et ne répète aucun mot du tableau." "Léa Aubry
coordinates the group and kept a spreadsheet: 79 rows, with dates of every form,
duplicates, and remarks that the law forbids to keep. She begins with a dry run.
Nothing is stored; the report names lines, never persons, and repeats no word of
the spreadsheet."
printf '\n'
sheet=tests/data/tableau-de-suivi.csv
typed "$coordinator" import "$sheet" --dry-run >"$demo/dry-run.txt"
excerpt "$demo/dry-run.txt" 32 30
printf '\n'
tell 'Puis pour de bon. Chaque ligne retenue est un seul appel au service : tout
ce qui en est gardé entre ensemble, ou rien.' 'Then for real. Each row kept is
one call to the service: all that is kept of it goes in together, or nothing.'
printf '\n'
typed "$coordinator" import "$sheet" --apply >"$demo/import.txt"
excerpt "$demo/import.txt" 6 5
printf '\n'
tell 'La même commande une seconde fois n’ajoute rien : chaque personne est
reconnue.' 'The same command a second time adds nothing: each person is
recognised.'
printf '\n'
typed "$coordinator" import "$sheet" --apply >"$demo/again.txt"
head -n 6 "$demo/again.txt"
grep -qE '^ +0  (reprise|kept)' "$demo/again.txt" ||
  fail 'la seconde reprise a ajouté quelque chose' \
    'the second import added something'
