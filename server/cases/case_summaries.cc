#include "server/cases/case_summaries.h"

#include <algorithm>
#include <utility>

#include "server/cases/case_loader.h"
#include "server/cases/case_sections.h"
#include "server/cases/releaser.h"

namespace sceau {
namespace {

// The secretariat's identity first: it is the reference.
void KeepIdentities(CaseDecision& decision) {
  auto& readable = decision.readable;
  decision.cut = !readable.empty();
  readable.erase(std::remove_if(readable.begin(), readable.end(),
                                [](const auto& each) {
                                  return each.header.category !=
                                         v1::CATEGORY_IDENTITY;
                                }),
                 readable.end());
  std::stable_partition(readable.begin(), readable.end(), [](const auto& each) {
    return each.header.owner == kSecretariat;
  });
}

// Whether one of the identities that the caller may read is `wanted`.
absl::StatusOr<bool> ShowsOne(const CaseRooms& rooms, const CaseRead& read,
                              const ReleasePermit& permit,
                              const IsWanted& wanted) {
  for (size_t i = 0; i < permit.decision().readable.size(); ++i) {
    v1::Entry entry;
    RETURN_IF_ERROR(ReleaseEntry(rooms, read.call, read.name, read.facts,
                                 permit, i, &entry));
    if (wanted(entry.body().identity())) return true;
  }
  return false;
}

absl::Status FillLine(const CaseRooms& rooms, const CaseRead& read,
                      const ReleasePermit& permit, v1::CaseSummary* line) {
  const CaseAsker asker(read.call, rooms.agenda, read.name.id(), read.facts);
  line->set_name(read.name.ToString());
  if (permit.decision().sections[v1::CATEGORY_ADMINISTRATIVE].allowed) {
    *line->mutable_administrative() =
        AdministrativeOf(read.facts, read.call.today,
                         read.call.charter->program->clocks().ceiling_age);
  }
  *line->mutable_todos() = TodosOf(asker);
  if (permit.decision().readable.empty()) return absl::OkStatus();
  v1::Entry entry;
  RETURN_IF_ERROR(
      ReleaseEntry(rooms, read.call, read.name, read.facts, permit, 0, &entry));
  *line->mutable_identity() =
      std::move(*entry.mutable_body()->mutable_identity());
  return absl::OkStatus();
}

// The next line, unless the case shows nobody who is wanted.
absl::Status FillNext(const CaseRooms& rooms, const CaseRead& read,
                      const Receipt& receipt, const IsWanted& wanted,
                      const std::function<v1::CaseSummary*()>& next_line) {
  ASSIGN_OR_RETURN(const ReleasePermit permit,
                   ReleasePermit::From(read.decision, receipt));
  if (wanted) {
    ASSIGN_OR_RETURN(const bool shown, ShowsOne(rooms, read, permit, wanted));
    if (!shown) return absl::OkStatus();
  }
  return FillLine(rooms, read, permit, next_line());
}

}  // namespace

absl::StatusOr<std::shared_ptr<CaseRead>> DecideSummary(
    const CaseRooms& rooms, const Call& call, const std::string& case_id) {
  const CaseName name = CaseName::Of(call.group, case_id);
  ASSIGN_OR_RETURN(LoadedCase loaded, LoadCase(rooms, name));
  if (!loaded.exists) return std::shared_ptr<CaseRead>();
  auto read = std::make_shared<CaseRead>(
      CaseRead{call, name, std::move(loaded.facts), loaded.version, {}});
  const CaseAsker asker(read->call, rooms.agenda, case_id, read->facts);
  if (!asker.MaySeeSomething()) return std::shared_ptr<CaseRead>();
  read->decision = DecideSections(asker);
  ASSIGN_OR_RETURN(const auto headers, DecodeHeaders(loaded.headers));
  DecideEntries(asker, headers, read->decision);
  if (!read->decision.Any()) return std::shared_ptr<CaseRead>();
  KeepIdentities(read->decision);
  return read;
}

void RecordThenSummarize(const CaseRooms& rooms, const Call& call,
                         v1::Operation operation, v1::ReadingPurpose purpose,
                         std::shared_ptr<Summaries> page, IsWanted wanted,
                         std::function<v1::CaseSummary*()> next_line,
                         Finish finish) {
  LeafDraft leaf = DraftLeaf(call, operation, Outcome::kAllowed);
  leaf.purpose = purpose;
  for (const auto& read : *page) {
    leaf.resources.push_back(
        rooms.journal.pseudonyms().Of(kCaseRowKind, read->name.id()));
    leaf.released |= read->decision.Released();
  }
  rooms.journal.writer().Record(
      std::move(leaf),
      [&rooms, page = std::move(page), wanted = std::move(wanted),
       next_line = std::move(next_line),
       finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
        if (!receipt.ok()) return finish(receipt.status(), std::nullopt);
        for (const auto& read : *page) {
          const absl::Status filled =
              FillNext(rooms, *read, *receipt, wanted, next_line);
          if (!filled.ok()) return finish(filled, *receipt);
        }
        finish(absl::OkStatus(), *receipt);
      });
}

}  // namespace sceau
