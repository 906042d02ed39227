#include "server/runtime/log_event.h"

#include <cstdlib>

namespace sceau {

absl::string_view LogEventName(LogEvent event) {
  switch (event) {
    case LogEvent::kServerStarted:
      return "server_started";
    case LogEvent::kServerStopping:
      return "server_stopping";
    case LogEvent::kServerRefused:
      return "server_refused";
    case LogEvent::kGroupOpened:
      return "group_opened";
    case LogEvent::kGroupRefused:
      return "group_refused";
    case LogEvent::kCallAnswered:
      return "call_answered";
    case LogEvent::kCallRefused:
      return "call_refused";
    case LogEvent::kCallFailed:
      return "call_failed";
    case LogEvent::kCredentialsRejected:
      return "credentials_rejected";
    case LogEvent::kConnectionRefused:
      return "connection_refused";
    case LogEvent::kConnectionClosed:
      return "connection_closed";
    case LogEvent::kQueueFull:
      return "queue_full";
    case LogEvent::kAuditUnavailable:
      return "audit_unavailable";
    case LogEvent::kStorageFull:
      return "storage_full";
    case LogEvent::kStoragePoisoned:
      return "storage_poisoned";
    case LogEvent::kStorageRecovered:
      return "storage_recovered";
    case LogEvent::kRowAltered:
      return "row_altered";
    case LogEvent::kCheckpointFailed:
      return "checkpoint_failed";
    case LogEvent::kCheckpointConflict:
      return "checkpoint_conflict";
    case LogEvent::kEpochTurned:
      return "epoch_turned";
    case LogEvent::kMemberChanged:
      return "member_changed";
    case LogEvent::kCertificatesReloaded:
      return "certificates_reloaded";
  }
  std::abort();
}

absl::string_view LogKeyName(LogKey key) {
  switch (key) {
    case LogKey::kGroup:
      return "group";
    case LogKey::kPartner:
      return "partner";
    case LogKey::kMember:
      return "member";
    case LogKey::kMethod:
      return "method";
    case LogKey::kReason:
      return "reason";
    case LogKey::kCode:
      return "code";
    case LogKey::kOperation:
      return "operation";
    case LogKey::kOutcome:
      return "outcome";
    case LogKey::kLeaf:
      return "leaf";
    case LogKey::kEpoch:
      return "epoch";
    case LogKey::kCount:
      return "count";
    case LogKey::kBytes:
      return "bytes";
    case LogKey::kMicros:
      return "micros";
    case LogKey::kPort:
      return "port";
    case LogKey::kErrno:
      return "errno";
    case LogKey::kEngine:
      return "engine";
    case LogKey::kVersion:
      return "version";
  }
  std::abort();
}

}  // namespace sceau
