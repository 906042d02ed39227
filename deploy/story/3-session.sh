# shellcheck shell=bash disable=SC1112,SC2016
# The session, the deposits, the decision of both co-pilots. Sourced by
# deploy/demo.

chapter 'La séance' 'The session'
tell "Les membres sont convoqués par leur nom, pour chaque dossier. La lecture
s’ouvre quand l’ordre du jour est publié, et se ferme sept jours après la séance.
L’école n’est pas convoquée : cette personne est majeure et sortie de l’école." \
  "Members are convened by name, for each file. Reading opens when the agenda is
published and closes seven days after the session. The school is not convened:
this person is an adult and has left school."
printf '\n'
day=$(TZ=Europe/Paris date +%d/%m/%Y)  # The group's civil day.
convened=marc-delaunay,nadia-perrin,eva-marchand,lucie-renard,claire-martin
convened+=,julie-morel,tom-gautier,paul-garnier
session=$(as "$coordinator" --json session create --date "$day" \
  --point "$case=$convened" | first reviewSessions)
[[ -n $session ]] || fail 'séance introuvable' 'session not found'
quietly session as "$coordinator" session publish "$session"
typed mission-locale/claire-martin session show "$session"

chapter 'Chacun dit ce qu’il peut' 'Each says what it may'
tell 'Une fiche est faite de valeurs closes, de dates et de quelques mots : il
n’y a pas de champ où raconter.' 'An entry is closed values, dates and a few
words: there is no field to tell a story in.'
printf '\n'
typed mission-locale/claire-martin entry add "$case" EMPLOYMENT \
  status=SEEKING_WORK programme=CEJ
printf '\n'
typed commune-alencon/tom-gautier entry add "$case" STRENGTHS \
  codes=PROJECT,SPORT_CULTURE
printf '\n'
tell 'Le service pénitentiaire (SPIP) est tenu au secret : sans base écrite, il ne
dit rien.' 'The probation service (SPIP) is bound to secrecy: without a written
basis it says nothing.'
printf '\n'
refused 5 spip/nadia-perrin entry add "$case" INVOLVEMENT organisation=spip \
  kind=OFFER_AVAILABLE
printf '\n'
typed spip/nadia-perrin entry add "$case" INVOLVEMENT organisation=spip \
  kind=OFFER_AVAILABLE --base HIERARCHY_AUTHORISATION \
  --autorite 'Direction du SPIP' --reference 2026/118 --date-base "$day"
printf '\n'
tell 'Et ce que le service ne garde jamais est refusé, sans être répété :' 'And
what the service never keeps is refused, without being repeated:'
printf '\n'
refused 5 "$coordinator" action propose "$case" --action WORKSITE \
  --pilote mission-locale --commentaire 'suivi psychiatrique en cours'

chapter 'Décider à deux' 'Deciding together'
tell 'Le tableau disait « suivi ». Cette décision attend les deux copilotes, de
deux organisations ; d’ici là, le dossier n’est pas actif.' 'The spreadsheet said
“follow-up”. That decision awaits both co-pilots, of two organisations; until
then the file is not active.'
printf '\n'
typed prefecture/paul-garnier todo >"$demo/todo.txt"
excerpt "$demo/todo.txt" 8 0
printf '\n'
typed prefecture/paul-garnier decision validate "$case"
printf '\n'
typed commune-alencon/sofia-leroy decision validate "$case"
printf '\n'
tell 'Un référent de parcours est proposé ; il ne l’est, et ne lit, que s’il
accepte. De même, la mairie accepte de conduire l’action prévue.' 'A lead worker
is proposed; she becomes it, and reads, only by accepting. Likewise the town
accepts to carry out the action foreseen.'
printf '\n'
quietly lead as "$coordinator" lead-worker propose "$case" \
  --organisation mission-locale --membre claire-martin
typed mission-locale/claire-martin lead-worker accept "$case"
printf '\n'
typed commune-alencon/tom-gautier action accept "$case"
