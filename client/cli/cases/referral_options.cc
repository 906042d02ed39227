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
    return UsageError(context.Text("referral.telephone-number-not-understood"));
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
    return UsageError(context.Text("referral.say-the-day-on"));
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
                       absl::string_view words) {
    command.add_option(names, into, commands.Text(words));
  };
  add("--nom,--family-name", options.family_name, "common.family-name");
  add("--prenom,--given-name", options.given_name, "common.given-name");
  add("--naissance,--birth-date", options.birth_date,
      "referral.option-birth-date");
  add("--sexe,--sex", options.sex, "referral.option-sex");
  add("--date", options.date, "referral.option-date");
  command
      .add_option("--motif,--reason", options.reasons,
                  commands.Text("referral.option-reason"))
      ->delimiter(',');
  add("--demande,--request", options.request, "referral.option-request");
  add("--adresse,--address", options.address, "referral.option-address");
  add("--code-postal,--postal-code", options.postal_code,
      "referral.option-postal-code");
  add("--commune,--town", options.locality, "referral.option-town");
  add("--telephone,--phone", options.phone, "referral.option-phone");
  add("--courriel,--email", options.email, "referral.option-email");
  add("--representant-nom,--representative-name", options.representative_name,
      "referral.option-representative-name");
  add("--representant-prenom,--representative-given-name",
      options.representative_given_name,
      "referral.option-representative-given-name");
  add("--representant-qualite,--representative-capacity",
      options.representative_capacity,
      "referral.option-representative-capacity");
  add("--representant-telephone,--representative-phone",
      options.representative_phone, "referral.option-representative-phone");
  add("--lettre-remise,--handed-over", options.handed_over,
      "referral.option-handed-over");
  add("--par,--by", options.channel, "referral.option-by");
  add("--a-qui,--to", options.recipient, "referral.option-to");
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
