#include "client/cli/cases/render_case.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

constexpr absl::string_view kSecretariatOwner = "secretariat";

struct Group {
  const char* title = nullptr;
  std::vector<v1::Category> categories = {};
};

const std::vector<Group>& Groups() {
  static const auto& groups = *new std::vector<Group>{
      {"case.title-strengths", {v1::CATEGORY_STRENGTHS}},
      {"case.title-plan",
       {v1::CATEGORY_LEAD_WORKER, v1::CATEGORY_ACTION, v1::CATEGORY_DECISION}},
      {"case.title-person",
       {v1::CATEGORY_IDENTITY, v1::CATEGORY_CONTACT_DETAILS,
        v1::CATEGORY_LEGAL_REPRESENTATIVES, v1::CATEGORY_NOTICE}},
      {"case.title-school",
       {v1::CATEGORY_SCHOOLING, v1::CATEGORY_ATTENDANCE,
        v1::CATEGORY_EMPLOYMENT}},
      {"case.title-around",
       {v1::CATEGORY_INVOLVEMENT, v1::CATEGORY_SOCIAL_ENVIRONMENT,
        v1::CATEGORY_ORIGIN}},
      {"case.title-facts",
       {v1::CATEGORY_SCHOOL_INCIDENT, v1::CATEGORY_PUBLIC_ORDER_FACT,
        v1::CATEGORY_MUNICIPAL_MEASURE, v1::CATEGORY_JUDICIAL_MEASURE,
        v1::CATEGORY_SENTENCE_PREPARATION}}};
  return groups;
}

const v1::Section* FindSection(const v1::Case& file, v1::Category category) {
  for (const v1::Section& section : file.sections()) {
    if (section.category() == category) return &section;
  }
  return nullptr;
}

// The reference identity: the secretariat's, else the first one shown.
const v1::Identity* FindIdentity(const v1::Case& file) {
  const v1::Identity* identity = nullptr;
  for (const v1::Entry& entry : file.entries()) {
    if (!entry.body().has_identity()) continue;
    if (entry.owner() == kSecretariatOwner) return &entry.body().identity();
    if (identity == nullptr) identity = &entry.body().identity();
  }
  return identity;
}

std::string SectionTitle(const v1::Section& section, const Labels& labels) {
  return labels.Text("case.section",
                     {{"section", labels.Category(section.category())},
                      {"access", v1::SectionAccess_Name(section.access())}});
}

std::string RenderGroup(const v1::Case& file, const Group& group,
                        const Labels& labels) {
  std::string text;
  std::vector<std::string> empty;
  std::vector<std::string> nothing_to_show;
  for (const v1::Category category : group.categories) {
    const v1::Section* section = FindSection(file, category);
    if (section == nullptr ||
        section->access() == v1::SECTION_ACCESS_WITHHELD ||
        section->access() == v1::SECTION_ACCESS_UNSPECIFIED) {
      continue;
    }
    std::string entries;
    for (const v1::Entry& entry : file.entries()) {
      if (entry.category() == category) {
        absl::StrAppend(&entries, RenderEntry(entry, labels));
      }
    }
    if (entries.empty()) {
      // Of an own section nothing is said: silence is lawful.
      if (section->access() == v1::SECTION_ACCESS_SHOWN) {
        empty.push_back(labels.Category(category));
      } else if (section->access() == v1::SECTION_ACCESS_PARTLY) {
        nothing_to_show.push_back(labels.Category(category));
      }
      continue;
    }
    absl::StrAppend(&text, Paragraph(SectionTitle(*section, labels)), entries);
  }
  const auto list = [&](absl::string_view words,
                        const std::vector<std::string>& names) {
    if (names.empty()) return;
    absl::StrAppend(
        &text, Paragraph(labels.Text(
                             words, {{"sections", absl::StrJoin(names, ", ")}}),
                         "  ", "  "));
  };
  list("case.nothing-deposited", empty);
  list("case.nothing-to-show-you", nothing_to_show);
  if (text.empty()) return text;
  return absl::StrCat("\n", labels.Text(group.title), "\n", text);
}

// The charter's sentence and article on a section: « … (CSI L. 132-2) ».
std::string WhyWithheld(const v1::Section& section,
                        const policy::Program* program) {
  std::string reason = section.reason();
  if (reason.empty() && program != nullptr) {
    reason = std::string(program->ReasonFor(section.category()));
  }
  absl::string_view sentence = absl::StripSuffix(reason, ".");
  if (section.article().empty()) return absl::StrCat(sentence, ".");
  if (sentence.empty()) return absl::StrCat(section.article(), ".");
  return absl::StrCat(sentence, " (", section.article(), ").");
}

std::string RenderWithheld(const v1::Case& file, const Labels& labels,
                           const CaseRendering& rendering) {
  std::vector<const v1::Section*> withheld;
  std::vector<std::string> own;
  for (const v1::Section& section : file.sections()) {
    if (section.access() == v1::SECTION_ACCESS_WITHHELD) {
      withheld.push_back(&section);
    } else if (section.access() == v1::SECTION_ACCESS_OWN) {
      own.push_back(labels.Category(section.category()));
    }
  }
  if (withheld.empty() && own.empty()) return "";
  std::string text =
      absl::StrCat("\n", labels.Text("case.what-the-charter-does"), "\n");
  for (const v1::Section* section : withheld) {
    absl::StrAppend(
        &text,
        Paragraph(
            labels.Text("case.withheld",
                        {{"section", labels.Category(section->category())},
                         {"why", WhyWithheld(*section, rendering.program)}}),
            "  ▪ ", "    "));
  }
  if (!own.empty()) {
    absl::StrAppend(
        &text,
        Paragraph(
            labels.Text("case.what-your-organisation-deposited-and-nothing",
                        {{"list", absl::StrJoin(own, ", ")}}),
            "  ▪ ", "    "));
  }
  const bool single = withheld.size() == 1 && own.empty();
  absl::StrAppend(
      &text,
      Paragraph(labels.vocabulary().Message(
                    "SECTION_WITHHELD", labels.language(),
                    {{"section",
                      single ? labels.Category(withheld.front()->category())
                             : labels.Text("case.for-each-of-them")},
                     {"article", single ? withheld.front()->article()
                                        : labels.Text("case.article-given")}}),
                "  ", "  "));
  if (!rendering.coordinator_contact.empty()) {
    absl::StrAppend(&text,
                    Paragraph(labels.Text("case.the-coordinator",
                                          {{"coordinator_contact",
                                            rendering.coordinator_contact}}),
                              "  ", "  "));
  }
  return text;
}

std::string RenderTodos(const v1::Case& file, const Labels& labels) {
  std::string text;
  for (const int todo : file.todos()) {
    absl::StrAppend(&text, Paragraph(labels.Value(static_cast<v1::Todo>(todo)),
                                     "  → ", "    "));
  }
  if (text.empty()) return text;
  return absl::StrCat("\n", labels.Text("case.awaiting-you"), "\n", text);
}

std::string RenderConditions(const v1::Case& file, const Labels& labels) {
  if (file.conditions().empty()) return "";
  std::string text =
      absl::StrCat("\n", labels.Text("case.recorded-conditions"), "\n");
  for (const v1::RecordedCondition& recorded : file.conditions()) {
    const v1::Condition& condition = recorded.condition();
    std::vector<FieldText> fields;
    if (condition.has_written_basis()) {
      fields = Describe(condition.written_basis(), labels);
    } else if (condition.has_agreement()) {
      fields = Describe(condition.agreement(), labels);
    }
    FieldText categories{.label = labels.Text("case.sections")};
    for (const int category : condition.categories()) {
      categories.values.push_back(
          labels.Category(static_cast<v1::Category>(category)));
    }
    if (!categories.values.empty()) fields.push_back(categories);
    if (condition.has_end()) {
      fields.push_back({labels.Text("case.until"),
                        {LongDate(condition.end(), labels.language())}});
    }
    absl::StrAppend(
        &text, FieldLines(fields),
        Paragraph(absl::StrCat(labels.ShortPartner(recorded.recorded_by()),
                               ", ", ShortDate(recorded.record_time())),
                  "    — ", "      "));
  }
  return text;
}

std::string RenderHeader(const v1::Case& file, const Labels& labels,
                         const CaseRendering& rendering) {
  const v1::Administrative& facts = file.administrative();
  std::string text =
      Spread(labels.Text("case.title", {{"reference", ShortId(file.name())}}),
             file.has_administrative() ? labels.Value(facts.state()) : "");
  if (const v1::Identity* identity = FindIdentity(file)) {
    absl::StrAppend(
        &text, Paragraph(RenderPerson(*identity, labels, rendering.today)));
  }
  absl::StrAppend(&text, Rule());
  if (file.has_administrative()) {
    std::vector<FieldText> fields;
    if (facts.has_opened_date()) {
      fields.push_back({labels.Text("case.opened"),
                        {LongDate(facts.opened_date(), labels.language())}});
    }
    Places places = {{"notice", labels.Value(facts.notice_state())}};
    if (facts.has_notice_due_date()) {
      places.emplace_back("day",
                          LongDate(facts.notice_due_date(), labels.language()));
    }
    const std::string notice = labels.Text("case.notice-by", places);
    if (facts.notice_state() != v1::NOTICE_STATE_UNSPECIFIED) {
      fields.push_back({labels.Text("case.notice"), {notice}});
    }
    if (facts.has_review_due_date()) {
      fields.push_back(
          {labels.Text("case.review-by"),
           {LongDate(facts.review_due_date(), labels.language())}});
    }
    if (facts.has_exit_date()) {
      fields.push_back({labels.Text("case.exit"),
                        {LongDate(facts.exit_date(), labels.language())}});
    }
    absl::StrAppend(&text, FieldLines(fields));
  }
  if (rendering.purpose != v1::READING_PURPOSE_UNSPECIFIED) {
    absl::StrAppend(&text, FieldLines({{labels.Text("case.in-the-journal"),
                                        {labels.Value(rendering.purpose)}}}));
  }
  return text;
}

}  // namespace

std::string RenderPerson(const v1::Identity& identity, const Labels& labels,
                         absl::CivilDay today) {
  Places places = {{"family", identity.family_name()},
                   {"given", identity.given_name()},
                   {"sex", v1::Sex_Name(identity.sex())}};
  if (identity.has_birth_date()) {
    places.emplace_back("day",
                        LongDate(identity.birth_date(), labels.language()));
    if (const auto birth = DayOf(identity.birth_date())) {
      places.emplace_back("age", CompletedYears(*birth, today));
    }
  }
  return Safe(labels.Text("case.person", places));
}

std::string RenderEntry(const v1::Entry& entry, const Labels& labels) {
  std::string text;
  if (const auto* body = BodyOf(entry.body())) {
    std::vector<FieldText> fields = Describe(*body, labels);
    // A list of single values needs no label.
    if (entry.body().has_strengths() || entry.body().has_social_environment()) {
      for (const FieldText& field : fields) {
        for (const std::string& value : field.values) {
          absl::StrAppend(&text, Paragraph(value, "  • ", "    "));
        }
      }
    } else {
      text = FieldLines(fields);
    }
  }
  std::vector<std::string> source = {labels.ShortPartner(entry.owner())};
  if (entry.has_create_time()) source.push_back(ShortDate(entry.create_time()));
  source.push_back(
      labels.Text("case.ref", {{"reference", ShortId(entry.name())}}));
  if (entry.partial()) {
    source.push_back(labels.Text("case.shown-in-part"));
  }
  if (!entry.narrowed_to().empty()) {
    std::vector<std::string> readers;
    for (const std::string& partner : entry.narrowed_to()) {
      readers.push_back(labels.ShortPartner(partner));
    }
    source.push_back(labels.Text("case.kept-for",
                                 {{"list", absl::StrJoin(readers, " / ")}}));
  }
  if (entry.awaits_acceptance()) {
    source.push_back(labels.Text("case.awaits-your-acceptance"));
  }
  absl::StrAppend(&text,
                  Paragraph(absl::StrJoin(source, ", "), "    — ", "      "));
  return text;
}

std::string RenderCase(const v1::Case& file, const Labels& labels,
                       const CaseRendering& rendering) {
  std::string text = RenderHeader(file, labels, rendering);
  absl::StrAppend(&text, RenderTodos(file, labels));
  if (rendering.purpose != v1::READING_PURPOSE_UNSPECIFIED) {
    for (const Group& group : Groups()) {
      absl::StrAppend(&text, RenderGroup(file, group, labels));
    }
  }
  absl::StrAppend(&text, RenderConditions(file, labels),
                  RenderWithheld(file, labels, rendering));
  return text;
}

}  // namespace sceau
