# shellcheck shell=bash disable=SC1112,SC2016
# One case that nobody sees until the person has been told; sets `case`. Sourced by
# deploy/demo.

chapter 'Un dossier que personne d’autre ne voit' 'A file no one else sees'
tell 'Suivons une personne, Fatoumata Thomas, 22 ans. La coordonnatrice la
retrouve, quels que soient les accents, les tirets ou l’orthographe.' 'Let us
follow one person, Fatoumata Thomas, aged 22. The coordinator finds her, whatever
the accents, hyphens or spelling.'
printf '\n'
typed "$coordinator" case find --nom tomas --prenom fatoumatta
case=$(as "$coordinator" --json case find --nom THOMAS --prenom Fatoumata |
  first cases)
[[ -n $case ]] || fail 'dossier introuvable' 'case not found'
printf '\n'
tell "La personne n’a pas encore été informée : aucun partenaire ne voit ce
dossier. La réponse est celle que l’on fait pour un dossier qui n’existe pas." \
  "The person has not been told yet: no partner sees this file. The answer is the
one given for a file that does not exist."
printf '\n'
refused 3 mission-locale/claire-martin case show "$case"
printf '\n'
refused 3 mission-locale/claire-martin case show nexiste-pas

chapter 'Informer d’abord' 'Telling first'
tell 'Avant que quiconque ne lise, la personne reçoit une lettre en français
simple (aussi en page A4, avec --html). La remise est notée, et le dossier peut
s’ouvrir.' 'Before anyone reads, the person receives a letter in plain French (as
an A4 page too, with --html). Its handing over is recorded, and the file may
open.'
printf '\n'
typed "$coordinator" notice letter "$case" >"$demo/letter.txt"
excerpt "$demo/letter.txt" 24 6
printf '\n'
typed "$coordinator" notice record "$case" --par IN_PERSON --a PERSON \
  --adhesion oui
