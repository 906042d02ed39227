// CaseWriter: a written basis or an agreement, recorded or ended.
#include <string>

#include "server/calls/request_log.h"
#include "server/cases/case_writer.h"
#include "server/cases/conditions.h"
#include "server/cases/entry_effects.h"
#include "server/cases/judged_against.h"
#include "server/content/validate_entry.h"

namespace sceau {
namespace {

absl::Status Record(const CaseRooms& rooms, const Call& call,
                    const CaseName& name, const RequestKey& key,
                    const v1::Condition& condition,
                    WriteTransaction& transaction, Effect& effect,
                    v1::Case* answer) {
  effect.leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kCaseRowKind, name.id()));
  ASSIGN_OR_RETURN(CaseEdit edit, CaseEdit::Open(rooms, transaction, name));
  const CaseAsker asker(call, rooms.agenda, name.id(), edit.facts());
  const policy::Question question =
      asker.About(v1::OPERATION_CONDITION_RECORD, v1::CATEGORY_UNSPECIFIED);
  RETURN_IF_ERROR(StatusOfDecision(question, asker.Decide(question),
                                   edit.exists(), effect.leaf));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  if (!earlier.has_value()) {
    RETURN_IF_ERROR(ValidateRecordedCondition(
        condition,
        EntryContextOf(rooms, call, edit.facts(), kSecretariat,
                       v1::CATEGORY_UNSPECIFIED),
        "condition"));
    RETURN_IF_ERROR(RecordOrEndCondition(call, condition, edit.facts()));
    RETURN_IF_ERROR(edit.Save(call, effect.leaf));
    RETURN_IF_ERROR(
        Remember(transaction, key, name.ToString(), edit.version()));
  }
  AnswerCase(rooms, call, edit, answer);
  return absl::OkStatus();
}

}  // namespace

void CaseWriter::RecordCondition(const Call& call,
                                 const v1::RecordConditionRequest& request,
                                 v1::Case* response, Finish finish) const {
  const auto name = CaseName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<v1::RecordConditionRequest, v1::Case>(
      rooms_, call, v1::OPERATION_CONDITION_RECORD, request, response,
      std::move(finish),
      [this, name = *name, key = *key](
          const Call& who, const v1::RecordConditionRequest& what,
          WriteTransaction& transaction, Effect& effect, v1::Case* answer) {
        return Record(rooms_, who, name, key, what.condition(), transaction,
                      effect, answer);
      });
}

}  // namespace sceau
