#include "client/import/plan_sentences.h"

namespace sceau {

Sentence PlanSentenceOf(Why why) {
  switch (why) {
    case Why::kLeadWorkerProposed:
      return {"LEAD_WORKER_PROPOSED",
              "proposition ({partner}) : rien ne s'ouvre avant son accord et "
              "l'information de la personne",
              "a proposal ({partner}): nothing opens before its agreement and "
              "the person's information"};
    case Why::kLeadWorkerNamed:
      return {"LEAD_WORKER_NAMED",
              "proposition à un membre inscrit ({partner}) : rien ne s'ouvre "
              "avant son accord et l'information de la personne",
              "proposed to a registered member ({partner}): nothing opens "
              "before their agreement and the person's information"};
    case Why::kLeadWorkerNameLeftOut:
      return {"LEAD_WORKER_NAME_LEFT_OUT",
              "le nom n'est pas celui d'un seul membre inscrit : proposition "
              "sans nom ({partner})",
              "the name is not that of exactly one registered member: a "
              "proposal without a name ({partner})"};
    case Why::kSeveralPartners:
      return {"SEVERAL_PARTNERS",
              "plusieurs organisations : aucune n'est proposée ; choisissez, "
              "puis proposez à la main",
              "several organisations: none is proposed; choose one, then "
              "propose it by hand"};
    case Why::kMayNotLead:
      return {
          "MAY_NOT_LEAD",
          "ce partenaire ne peut pas être désigné référent ({partner}) : non "
          "repris",
          "this partner cannot be named as lead worker ({partner}): not kept"};
    case Why::kOutOfPartnersAge:
      return {
          "OUT_OF_PARTNERS_AGE",
          "hors de l'âge que ce partenaire accompagne ({partner}) : non repris",
          "outside the ages this partner works with ({partner}): not kept"};
    case Why::kCharterForbids:
      return {"CHARTER_FORBIDS",
              "la charte ne vous laisse pas le déposer : non repris",
              "the charter does not let you deposit it: not kept"};
    case Why::kSessionInFuture:
      return {"SESSION_IN_FUTURE",
              "séance à venir : non reprise, à inscrire dans l'agenda",
              "a session to come: not kept, to be set in the agenda"};
    case Why::kSessionWithoutDecision:
      return {"SESSION_WITHOUT_DECISION",
              "date de séance sans décision : non reprise",
              "a session's date without a decision: not kept"};
    case Why::kSessionBeforeReferral:
      return {"SESSION_BEFORE_REFERRAL", "séance antérieure au signalement",
              "session before the referral"};
    case Why::kDecisionFromPreviousRecord:
      return {
          "DECISION_FROM_PREVIOUS_RECORD",
          "« reprise du tableau » : attend la validation des deux co-pilotes",
          "“taken over from the spreadsheet”: awaits both co-pilots' "
          "validation"};
    case Why::kDecisionTakesReferralDate:
      return {"DECISION_TAKES_REFERRAL_DATE",
              "« reprise du tableau », sans date de séance : datée du "
              "signalement, attend les deux co-pilotes",
              "“taken over from the spreadsheet”, without a session's date: "
              "dated as the referral, awaits both co-pilots"};
    case Why::kActionProposed:
      return {"ACTION_PROPOSED",
              "proposition ({partner}) : rien ne s'ouvre avant son accord et "
              "l'information de la personne",
              "a proposal ({partner}): nothing opens before its agreement and "
              "the person's information"};
    case Why::kActionWithoutPilot:
      return {"ACTION_WITHOUT_PILOT",
              "une action a besoin d'un pilote : non reprise",
              "an action needs a pilot: not kept"};
    case Why::kActionTooYoung:
      return {"ACTION_TOO_YOUNG",
              "la personne est trop jeune pour cette action : non reprise",
              "the person is too young for this action: not kept"};
    case Why::kPilotWithoutAction:
      return {"PILOT_WITHOUT_ACTION", "pilote sans action : non repris",
              "a pilot without an action: not kept"};
    case Why::kMayNotPilot:
      return {"MAY_NOT_PILOT",
              "ce partenaire ne pilote pas d'action ({partner}) : non repris",
              "this partner pilots no action ({partner}): not kept"};
    case Why::kTheyDepositIt:
      return {
          "THEY_DEPOSIT_IT",
          "ce partenaire dépose ses propres actions ({partner}) : non reprise",
          "this partner deposits its own actions ({partner}): not kept"};
    case Why::kWithoutAction:
      return {"WITHOUT_ACTION",
              "aucune action n'est reprise sur cette ligne : non repris",
              "no action of this row is kept: not kept"};
    case Why::kDueBeforeDecision:
      return {"DUE_BEFORE_DECISION", "échéance antérieure à la décision",
              "due before the decision"};
    case Why::kDueTooFar:
      return {"DUE_TOO_FAR", "échéance à plus de 24 mois : non reprise",
              "due in more than 24 months: not kept"};
    case Why::kGoesOnUnclear:
      return {"GOES_ON_UNCLEAR",
              "non reconnu et non repris : vérifiez que le suivi continue",
              "not recognised, not kept: check that the follow-up goes on"};
    case Why::kExitToCome:
      return {"EXIT_TO_COME",
              "fin de suivi à venir : non reprise, à inscrire dans l'agenda",
              "an end to come: not kept, to be set in the agenda"};
    case Why::kRemark:
      return {"REMARK",
              "aucune remarque libre ne se garde ; les points positifs "
              "s'ajoutent à la main (« leviers »)",
              "no free remark is kept; what goes well may be added by hand "
              "(“strengths”)"};
    case Why::kFormula:
      return {"FORMULA", "formule de tableur : jamais gardée",
              "a spreadsheet's formula: never kept"};
    default:
      return {};
  }
}

}  // namespace sceau
