#include "client/cli/cases/referral_options.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/cli/words/values.h"
#include "client/import/phones.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// The option's text as it would be said of the field at `path`.
absl::Status Set(v1::Referral& referral, absl::string_view path,
                 const std::string& text, Context& context) {
  if (text.empty()) return absl::OkStatus();
  return SetField(referral, path, text, context.today(), context.labels());
}

absl::StatusOr<std::string> ReadPhoneOption(const std::string& text,
                                            Context& context) {
  if (text.empty()) return text;
  const std::optional<std::string> phone = ReadPhone(text);
  if (!phone) {
    return UsageError(
        context.In("Numéro de téléphone non compris. Écrivez 02 33 00 00 00.",
                   "Telephone number not understood. Write 02 33 00 00 00."));
  }
  return *phone;
}

absl::Status ApplyNotice(const ReferralOptions& options, Context& context,
                         v1::Referral& referral) {
  if (options.handed_over.empty() && options.channel.empty() &&
      options.recipient.empty()) {
    return absl::OkStatus();
  }
  if (options.handed_over.empty()) {
    return UsageError(context.In(
        "Dites le jour où la lettre a été remise : --lettre-remise DATE.",
        "Say the day on which the letter was handed over: --lettre-remise "
        "DATE."));
  }
  RETURN_IF_ERROR(
      Set(referral, "notice_handed_over.date", options.handed_over, context));
  RETURN_IF_ERROR(Set(referral, "notice_handed_over.channel",
                      options.channel.empty() ? "IN_PERSON" : options.channel,
                      context));
  return Set(referral, "notice_handed_over.recipient",
             options.recipient.empty() ? "PERSON_AND_REPRESENTATIVES"
                                       : options.recipient,
             context);
}

}  // namespace

void AddReferralOptions(Commands& commands, CLI::App& command,
                        ReferralOptions& options) {
  const auto add = [&](const std::string& names, std::string& into,
                       absl::string_view french, absl::string_view english) {
    command.add_option(names, into, commands.In(french, english));
  };
  add("--nom,--family-name", options.family_name, "Nom de famille",
      "Family name");
  add("--prenom,--given-name", options.given_name, "Prénom", "Given name");
  add("--naissance,--birth-date", options.birth_date,
      "Date de naissance : 04/03/2010 ou 2010-03-04",
      "Birth date: 04/03/2010 or 2010-03-04");
  add("--sexe,--sex", options.sex, "FEMALE ou MALE ; facultatif",
      "FEMALE or MALE; optional");
  add("--date", options.date, "Jour de la saisine ; aujourd'hui par défaut",
      "Day of the referral; today by default");
  command
      .add_option("--motif,--reason", options.reasons,
                  commands.In("Motifs, séparés par des virgules : "
                              "SCHOOL_ABSENCE, SUPPORT_REQUESTED…",
                              "Reasons, separated by commas: SCHOOL_ABSENCE, "
                              "SUPPORT_REQUESTED…"))
      ->delimiter(',');
  add("--demande,--request", options.request,
      "Ce qui est demandé au groupe : COORDINATE, FIND_LEAD_WORKER…",
      "What is asked of the group: COORDINATE, FIND_LEAD_WORKER…");
  add("--adresse,--address", options.address, "Rue et numéro",
      "Street and number");
  add("--code-postal,--postal-code", options.postal_code, "Code postal",
      "Postal code");
  add("--commune,--town", options.locality, "Commune", "Town");
  add("--telephone,--phone", options.phone, "Téléphone de la personne",
      "The person's telephone");
  add("--courriel,--email", options.email, "Courriel de la personne",
      "The person's email");
  add("--representant-nom,--representative-name", options.representative_name,
      "Représentant légal d'un mineur : nom",
      "Legal representative of a minor: name");
  add("--representant-prenom,--representative-given-name",
      options.representative_given_name, "… prénom", "… given name");
  add("--representant-qualite,--representative-capacity",
      options.representative_capacity, "… MOTHER, FATHER, GUARDIAN_PERSON…",
      "… MOTHER, FATHER, GUARDIAN_PERSON…");
  add("--representant-telephone,--representative-phone",
      options.representative_phone, "… téléphone", "… telephone");
  add("--lettre-remise,--handed-over", options.handed_over,
      "Jour où vous avez remis la lettre d'information",
      "Day on which you handed over the notice letter");
  add("--par,--by", options.channel, "… comment (IN_PERSON par défaut)",
      "… how (IN_PERSON by default)");
  add("--a-qui,--to", options.recipient,
      "… à qui (PERSON_AND_REPRESENTATIVES par défaut)",
      "… to whom (PERSON_AND_REPRESENTATIVES by default)");
  AddConditionOptions(commands, command, options.conditions);
}

absl::Status ApplyReferralOptions(const ReferralOptions& options,
                                  Context& context, v1::Referral& referral) {
  ASSIGN_OR_RETURN(const std::string phone,
                   ReadPhoneOption(options.phone, context));
  ASSIGN_OR_RETURN(const std::string representative_phone,
                   ReadPhoneOption(options.representative_phone, context));
  const std::pair<const char*, const std::string*> fields[] = {
      {"identity.family_name", &options.family_name},
      {"identity.given_name", &options.given_name},
      {"identity.birth_date", &options.birth_date},
      {"identity.sex", &options.sex},
      {"date", &options.date},
      {"request", &options.request},
      {"contact_details.address.line", &options.address},
      {"contact_details.address.postal_code", &options.postal_code},
      {"contact_details.address.locality", &options.locality},
      {"contact_details.phone", &phone},
      {"contact_details.email", &options.email},
      {"representative.family_name", &options.representative_name},
      {"representative.given_name", &options.representative_given_name},
      {"representative.capacity", &options.representative_capacity},
      {"representative.phone", &representative_phone},
  };
  for (const auto& [path, text] : fields) {
    RETURN_IF_ERROR(Set(referral, path, *text, context));
  }
  if (!options.reasons.empty()) {
    ASSIGN_OR_RETURN(
        const std::vector<v1::ReferralReason> reasons,
        ReadEnums<v1::ReferralReason>(options.reasons, context.labels()));
    referral.clear_reasons();
    for (const v1::ReferralReason reason : reasons) {
      referral.add_reasons(reason);
    }
  }
  RETURN_IF_ERROR(ApplyNotice(options, context, referral));
  ASSIGN_OR_RETURN(const std::vector<v1::Condition> conditions,
                   ReadConditions(options.conditions, context));
  if (!conditions.empty()) {
    referral.mutable_conditions()->Assign(conditions.begin(), conditions.end());
  }
  return absl::OkStatus();
}

}  // namespace sceau
