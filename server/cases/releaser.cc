#include "server/cases/releaser.h"

#include <utility>

#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "server/cases/entry_bodies.h"
#include "server/store/case_table.h"

namespace sceau {
namespace {

bool SeesAuthor(const Call& call, const EntryHeader& header) {
  return call.caller.IsCoordinator() || header.owner == call.caller.owner();
}

}  // namespace

void FillEntry(const Call& call, const CaseName& name, const CaseFacts& facts,
               const CaseDecision::Readable& readable, v1::EntryBody body,
               v1::Entry* out) {
  const policy::Program& program = *call.charter->program;
  const EntryHeader& header = readable.header;
  const bool own = header.owner == call.caller.owner();
  const bool whole = readable.decision.fields == policy::kAllFields;
  const uint8_t prohibited =
      own ? uint8_t{0} : program.ProhibitedClasses(call.caller.partner_index);

  if (body.has_notice()) {
    body.mutable_notice()->set_informed_flag(NoticeGiven(facts, call.today));
  }
  if (prohibited != 0) program.RemoveProhibitedValues(prohibited, &body);
  program.Project(readable.decision, &body);

  out->set_name(EntryName::Of(name, header.id).ToString());
  out->set_category(header.category);
  out->set_owner(header.owner);
  out->set_state(header.state);
  out->set_partial(!whole);
  out->set_awaits_acceptance(readable.asked);
  // Nothing that moves with what this caller may not read.
  if (whole && (prohibited == 0 || header.category != v1::CATEGORY_ORIGIN)) {
    out->set_version(static_cast<int64_t>(header.version));
    *out->mutable_create_time() =
        google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
            header.create_time_ns);
  }
  if (readable.may_change) out->set_etag(EtagOf(header));
  if (SeesAuthor(call, header)) {
    out->set_author(MemberName::Of(name.group(), header.author).ToString());
    for (const std::string& partner : header.narrowed_to) {
      out->add_narrowed_to(partner);
    }
  }
  *out->mutable_body() = std::move(body);
}

absl::Status ReleaseEntry(const CaseRooms& rooms, const Call& call,
                          const CaseName& name, const CaseFacts& facts,
                          const ReleasePermit& permit, size_t index,
                          v1::Entry* out) {
  const CaseDecision::Readable& readable = permit.decision().readable[index];
  ASSIGN_OR_RETURN(const auto keys, rooms.case_keys.Find(name.id()));
  crypto::Bytes sealed;
  {
    ReadPool::Lease lease = rooms.reads.Take();
    ASSIGN_OR_RETURN(sealed, FindBody(*lease, name.id(), readable.header.id,
                                      readable.header.version));
  }
  ASSIGN_OR_RETURN(v1::EntryBody body,
                   OpenBody(*keys, name, readable.header, sealed));
  FillEntry(call, name, facts, readable, std::move(body), out);
  return absl::OkStatus();
}

}  // namespace sceau
