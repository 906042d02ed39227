#include "client/cli/cases/render_referral.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/render_case.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

void Append(std::vector<FieldText>& all, std::vector<FieldText> more) {
  for (FieldText& field : more) all.push_back(std::move(field));
}

}  // namespace

std::string RenderReferral(const v1::Referral& referral, const Labels& labels,
                           absl::CivilDay today) {
  std::string text =
      Spread(labels.Text("referral.referral-3",
                         {{"reference", ShortId(referral.name())}}),
             labels.Value(referral.state()));
  if (referral.has_identity()) {
    absl::StrAppend(
        &text, Paragraph(RenderPerson(referral.identity(), labels, today)));
  }
  absl::StrAppend(&text, Rule());
  std::vector<FieldText> fields;
  const auto add = [&](absl::string_view label, std::string value) {
    fields.push_back({labels.Text(label), {std::move(value)}});
  };
  if (!referral.organisation().empty()) {
    add("referral.referred-by", labels.Partner(referral.organisation()));
  }
  if (!referral.author().empty()) {
    add("referral.author", ShortId(referral.author()));
  }
  if (referral.has_date()) {
    add("referral.of", LongDate(referral.date(), labels.language()));
  }
  FieldText reasons{.label = labels.Text("referral.reasons")};
  for (const int reason : referral.reasons()) {
    reasons.values.push_back(
        labels.Value(static_cast<v1::ReferralReason>(reason)));
  }
  if (!reasons.values.empty()) fields.push_back(reasons);
  if (referral.request() != v1::REFERRAL_REQUEST_UNSPECIFIED) {
    add("referral.request", labels.Value(referral.request()));
  }
  if (referral.has_contact_details()) {
    Append(fields, Describe(referral.contact_details(), labels));
  }
  if (referral.has_representative()) {
    add("referral.legal-representative",
        DescribeInline(referral.representative(), labels));
  }
  if (referral.has_notice_handed_over()) {
    add("referral.letter-handed-over",
        DescribeInline(referral.notice_handed_over(), labels));
  }
  if (referral.outcome() != v1::REFERRAL_OUTCOME_UNSPECIFIED) {
    add("referral.outcome", labels.Value(referral.outcome()));
  }
  if (!referral.accepted_case().empty()) {
    add("common.case", ShortId(referral.accepted_case()));
  }
  FieldText matches{.label = labels.Text("referral.maybe-known")};
  for (const std::string& name : referral.matching_cases()) {
    matches.values.push_back(ShortId(name));
  }
  if (!matches.values.empty()) fields.push_back(matches);
  absl::StrAppend(&text, FieldLines(fields));
  return text;
}

}  // namespace sceau
