#include "client/cli/words/state_fault.h"

#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

struct StateFault {
  absl::string_view message = {};
  absl::string_view french = {};
  absl::string_view english = {};
};

constexpr StateFault kStates[] = {
    // Entries and cases.
    {"the entry was withdrawn or replaced",
     "Cette fiche a été retirée ou remplacée. « sceau case show DOSSIER » "
     "montre celles qui restent.",
     "This entry was withdrawn or replaced. « sceau case show CASE » shows "
     "those that stand."},
    {"nothing awaits your acceptance here",
     "Rien n'attend votre accord ici : la proposition est déjà acceptée, ou "
     "s'adresse à une autre structure. « sceau case show DOSSIER » dit où elle "
     "en est.",
     "Nothing awaits your acceptance here: the proposal is accepted, or made "
     "to another organisation. « sceau case show CASE » says where it stands."},
    {"this decision is validated already",
     "Cette décision est déjà validée par deux organisations : il ne reste "
     "rien à faire.",
     "Two organisations have validated this decision: nothing is left to do."},
    {"your organisation has validated this decision",
     "Votre structure a déjà validé cette décision. La seconde validation est "
     "celle d'un co-pilote d'une autre structure.",
     "Your organisation has validated this decision. The second validation is "
     "a co-pilot's of another organisation."},
    {"the reference identity stands as long as the case; supersede it",
     "L'identité de référence reste aussi longtemps que le dossier. Pour la "
     "corriger : « sceau entry supersede DOSSIER FICHE CHAMPS… ».",
     "The reference identity stands as long as the case. To correct it: "
     "« sceau entry supersede CASE ENTRY FIELDS… »."},
    {"an identity stands already: supersede it",
     "Votre structure a déjà une fiche d'identité dans ce dossier. Pour la "
     "corriger : « sceau entry supersede DOSSIER FICHE CHAMPS… ».",
     "Your organisation has an identity entry in this case. To correct it: "
     "« sceau entry supersede CASE ENTRY FIELDS… »."},
    {"the case has as many representatives as it can",
     "Le dossier a déjà quatre représentants légaux, et n'en garde pas plus. "
     "Corrigez une de ces fiches, ou retirez-en une : « sceau entry withdraw "
     "DOSSIER FICHE ».",
     "The case has four legal representatives and keeps no more. Correct one "
     "of these entries, or withdraw one: « sceau entry withdraw CASE "
     "ENTRY »."},
    {"your organisation has made as many entries of this case as it can",
     "Votre structure a déposé dans ce dossier autant de fiches qu'elle peut. "
     "Corrigez-en une au lieu d'en ajouter : « sceau entry supersede DOSSIER "
     "FICHE CHAMPS… ».",
     "Your organisation has made as many entries of this case as it can. "
     "Correct one instead of adding: « sceau entry supersede CASE ENTRY "
     "FIELDS… »."},
    {"your organisation has recorded as many conditions of this case as it can",
     "Votre structure a enregistré pour ce dossier autant de bases écrites et "
     "d'accords qu'elle peut. Mettez fin à l'un d'eux : « sceau case condition "
     "--help ».",
     "Your organisation has recorded as many written bases and agreements of "
     "this case as it can. End one of them: « sceau case condition --help »."},
    {"the referral was decided otherwise, or has a case",
     "Cette saisine a déjà sa réponse, ou son dossier. « sceau referral show "
     "SAISINE » le dit, « sceau case find » le retrouve.",
     "This referral has its answer, or its case. « sceau referral show "
     "REFERRAL » says which, « sceau case find » finds it."},
    {"the referral was decided or withdrawn",
     "Cette saisine n'attend plus de réponse : elle a été acceptée, refusée ou "
     "retirée. « sceau referral show SAISINE » le dit ; ce qui est à changer "
     "se dit au coordonnateur.",
     "This referral no longer awaits an answer: it was accepted, rejected or "
     "withdrawn. « sceau referral show REFERRAL » says which; tell the "
     "coordinator what is to change."},
    // Sessions.
    {"the agenda is published already",
     "L'ordre du jour est déjà publié : il ne reste rien à faire. « sceau "
     "session show SEANCE » le montre.",
     "The agenda is published: nothing is left to do. « sceau session show "
     "SESSION » shows it."},
    {"an agenda is published 21 days before at most",
     "Un ordre du jour se publie 21 jours avant la séance au plus tôt : "
     "revenez plus près de sa date (« sceau session show SEANCE »).",
     "An agenda is published 21 days before the session at the earliest: come "
     "back closer to its date (« sceau session show SESSION »)."},
    {"only a published session is closed",
     "Cette séance n'est pas publiée, ou est déjà close (« sceau session show "
     "SEANCE »). On publie d'abord : « sceau session publish SEANCE ».",
     "This session is not published, or is closed (« sceau session show "
     "SESSION »). Publish it first: « sceau session publish SESSION »."},
    {"a session is closed on its day or later",
     "Une séance se clôt le jour où elle se tient, ou après. « sceau session "
     "show SEANCE » dit sa date.",
     "A session is closed on its day or later. « sceau session show SESSION » "
     "says its date."},
    {"a published session is not changed",
     "L'ordre du jour est publié : il ne change plus, les convoqués l'ont lu. "
     "Préparez une autre séance : « sceau session create --help ».",
     "The agenda is published and changes no more: those convened have read "
     "it. Prepare another session: « sceau session create --help »."},
    // Members.
    {"the member's state does not allow it",
     "L'état de ce membre ne s'y prête pas : on confirme qui est inscrit ou "
     "suspendu, on suspend qui est confirmé, et qui est sorti le reste. « "
     "sceau member list » dit où il en est.",
     "This member's state does not allow it: who is registered or suspended is "
     "confirmed, who is confirmed is suspended, who is removed stays so. "
     "« sceau member list » says which."},
    {"nobody does this to themselves",
     "Personne ne le fait pour soi-même : c'est à un autre garant de la "
     "charte.",
     "Nobody does this to themselves: it is another charter officer's to do."},
    {"the charter officer has not confirmed this member",
     "Votre inscription attend la confirmation du garant de la charte ; vous "
     "signerez ensuite. « sceau whoami » dit quand c'est fait.",
     "Your registration awaits the charter officer's confirmation; sign after "
     "it. « sceau whoami » says when it is there."},
    // The charter.
    {"this version is neither in force nor adopted",
     "Cette version de la charte n'est ni en vigueur ni adoptée : il n'y a "
     "rien à en signer. « sceau charter list » dit où en est chacune.",
     "This version of the charter is neither in force nor adopted: there is "
     "nothing to sign. « sceau charter list » says where each stands."},
    {"a co-pilot has adopted the open draft: veto it first",
     "Un co-pilote a déjà adopté le projet en cours. Pour en proposer un "
     "autre, un co-pilote écarte d'abord celui-là : « sceau charter veto "
     "VERSION ».",
     "A co-pilot has adopted the open draft. To propose another, a co-pilot "
     "vetoes it first: « sceau charter veto VERSION »."},
    {"no draft that awaits an opinion",
     "Ce projet n'attend pas d'avis : il l'a déjà reçu, ou n'est plus un "
     "projet. « sceau charter list » dit où en est chaque version.",
     "This draft awaits no opinion: it has it, or is no draft any more. "
     "« sceau charter list » says where each version stands."},
    {"the data protection officer's opinion comes first",
     "Le délégué à la protection des données n'a pas encore donné son avis sur "
     "ce projet. Il le donne par « sceau charter opinion VERSION AVIS » ; on "
     "adopte ensuite.",
     "The data protection officer has not given an opinion of this draft. It "
     "is given by « sceau charter opinion VERSION OPINION »; adopt after it."},
    {"this is no open draft",
     "Ce n'est plus un projet en cours : cette version est adoptée, écartée, "
     "en vigueur ou remplacée. « sceau charter list » le dit.",
     "This is no open draft: the version is adopted, vetoed, in force or "
     "replaced. « sceau charter list » says which."},
    {"its first day has come: propose a new draft",
     "Le premier jour de ce projet est arrivé avant ses deux adoptions. "
     "Proposez-en un autre, avec un jour à venir : « sceau charter propose "
     "FICHIER ».",
     "This draft's first day came before its two adoptions. Propose another, "
     "with a day to come: « sceau charter propose FILE »."},
    {"your organisation has adopted it: the other's turn",
     "Votre organisation a déjà adopté ce projet. La seconde adoption est "
     "celle d'un co-pilote d'une autre organisation.",
     "Your organisation has adopted this draft. The second adoption is a "
     "co-pilot's of another organisation."},
    // The officer's review.
    {"another review is of one of these days",
     "Une autre revue couvre déjà un de ces jours. « sceau officer list » dit "
     "lesquels ; commencez le lendemain de son dernier jour.",
     "Another review is of one of these days. « sceau officer list » says "
     "which; begin on the day after its last."},
    {"the review is closed",
     "Cette revue est close : elle ne change plus. « sceau officer report » la "
     "relit, « sceau officer open » ouvre la suivante.",
     "This review is closed and changes no more. « sceau officer report » "
     "reads it again, « sceau officer open » opens the next."},
    {"the question is answered",
     "Cette question a déjà sa réponse, et une seule. Ce qu'il faut y ajouter "
     "se dit au garant de la charte.",
     "This question has its answer, and one only. Tell the charter officer "
     "what is to be added."},
    {"the member has time to answer",
     "Le membre a encore le temps de répondre. On conclut après sa réponse, ou "
     "après le dernier jour pour la donner : « sceau officer show ».",
     "The member still has time to answer. Conclude after the answer, or after "
     "its last day: « sceau officer show »."},
    {"the access is justified",
     "Ce constat dit que l'accès est justifié : il n'y a ni mesure à prendre "
     "ni référence à demander.",
     "This finding says that the access is justified: there is no measure to "
     "take and no reference to ask for."},
    {"the measure is recorded already",
     "Cette mesure est déjà notée à ce constat. « sceau officer show » les "
     "montre.",
     "This measure is recorded with the finding. « sceau officer show » shows "
     "them."},
    {"suspend the member first",
     "Le membre n'est pas suspendu. Suspendez-le d'abord : « sceau member "
     "suspend MEMBRE » ; la mesure se note ensuite.",
     "The member is not suspended. Suspend first: « sceau member suspend "
     "MEMBER »; record the measure after it."},
    {"the finding is no breach",
     "Ce constat n'est pas un manquement (BREACH) : le délai de la CNIL ne "
     "s'ouvre que pour cela. « sceau officer show » montre ce qu'il conclut.",
     "This finding is no breach (BREACH): the authority's delay runs only for "
     "one. « sceau officer show » shows what it concludes."},
    {"no data breach is recorded",
     "Aucune violation de données n'est notée à ce constat. Notez-la d'abord : "
     "« sceau officer measure CONSTAT BREACH_CLOCK ».",
     "No data breach is recorded with this finding. Record it first: « sceau "
     "officer measure FINDING BREACH_CLOCK »."},
    {"a name is asked for already",
     "Une référence est déjà demandée pour ce constat. Un autre l'accepte : "
     "« sceau oversee agree CONSTAT ».",
     "A reference is asked for already. Someone else agrees: « sceau oversee "
     "agree FINDING »."},
    {"no name is asked for, or it is agreed already",
     "Aucune référence n'est demandée pour ce constat, ou l'accord est déjà "
     "donné : il ne reste rien à faire.",
     "No reference is asked for with this finding, or it is agreed: nothing is "
     "left to do."},
    {"nobody has agreed to it",
     "Personne n'y a encore consenti. Demandez d'abord : « sceau officer name "
     "CONSTAT SITUATION MOTIF » ; un autre accepte ensuite : « sceau oversee "
     "agree CONSTAT ».",
     "Nobody has agreed to it yet. Ask first: « sceau officer name FINDING "
     "SITUATION REASON »; someone else then agrees: « sceau oversee agree "
     "FINDING »."},
    {"there is no such case any more",
     "Ce dossier n'existe plus : sa référence ne mènerait à rien. Le constat "
     "reste.",
     "There is no such case any more: its reference would lead nowhere. The "
     "finding stays."},
    {"nobody looks at their own acts",
     "Personne ne regarde ses propres actes : c'est au délégué à la protection "
     "des données ou à un co-pilote (« sceau oversee attest AVIS »).",
     "Nobody looks at their own acts: the data protection officer or a "
     "co-pilot does (« sceau oversee attest VERDICT »)."},
    {"the period is not over",
     "La période de cette revue n'est pas finie : elle se clôt le lendemain de "
     "son dernier jour. « sceau officer status » le dit.",
     "The period of this review is not over: close it on the day after its "
     "last. « sceau officer status » says when."},
    {"a question has no finding yet",
     "Une question n'a pas encore son constat. « sceau officer show » dit "
     "laquelle, « sceau officer find » la conclut ; on clôt ensuite.",
     "A question has no finding yet. « sceau officer show » says which, "
     "« sceau officer find » concludes it; close after it."},
    {"nobody has looked at the officer's acts",
     "Personne n'a encore regardé vos actes. Un autre le fait d'abord : "
     "« sceau oversee acts », puis « sceau oversee attest AVIS ».",
     "Nobody has looked at your acts yet. Someone else does first: « sceau "
     "oversee acts », then « sceau oversee attest VERDICT »."},
};

}  // namespace

std::string StateText(absl::string_view message, Language language) {
  const bool french = language == Language::kFrench;
  for (const StateFault& state : kStates) {
    if (state.message == message) {
      return std::string(french ? state.french : state.english);
    }
  }
  return absl::StrCat(
      french ? "L'état actuel ne le permet pas : relisez la fiche, elle a "
               "peut-être déjà avancé. Le service dit : "
             : "The present state forbids it: read the record again, it may "
               "have moved on. The service says: ",
      message);
}

}  // namespace sceau
