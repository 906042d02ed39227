// The closed vocabulary of the technical log: which events there are and which
// fields they may have. There is no free text and no field that could carry
// any: a value is a number, a word of the program itself, or an opaque id. A
// new event or field is a line here.
#ifndef SCEAU_SERVER_RUNTIME_LOG_EVENT_H_
#define SCEAU_SERVER_RUNTIME_LOG_EVENT_H_

#include <cstddef>
#include <cstdint>
#include <variant>

#include "absl/strings/string_view.h"

#include "proto/contract/errors.h"

namespace sceau {

// In the comment: what an operator does about it.
enum class LogEvent : uint8_t {
  kServerStarted,         // Nothing.
  kServerStopping,        // Nothing.
  kServerRefused,         // The configuration or a file: see `sceau check`.
  kGroupOpened,           // Nothing.
  kGroupRefused,          // The group stays closed: reason says why.
  kCallAnswered,          // Nothing.
  kCallRefused,           // Refused before a member was known, or by shape.
  kCallFailed,            // INTERNAL or DATA_LOSS went out: call us.
  kCredentialsRejected,   // Many at once: someone is trying.
  kConnectionRefused,     // A limit of connections held.
  kConnectionClosed,      // A limit of bytes or time held.
  kQueueFull,             // The disk is slower than the callers.
  kAuditUnavailable,      // The disk did not confirm within 250 ms.
  kStorageFull,           // Make room: nothing was acknowledged meanwhile.
  kStoragePoisoned,       // The process exits: look at the disk.
  kStorageRecovered,      // Leaves were appended at start: nothing.
  kRowAltered,            // A stored row is not the journal's: call us.
  kCheckpointFailed,      // No answer leaves until the file is back.
  kCheckpointConflict,    // Another server signs for this group: stop one.
  kEpochTurned,           // Nothing.
  kMemberChanged,         // Nothing.
  kCertificatesReloaded,  // Nothing.
};
inline constexpr size_t kLogEventCount =
    static_cast<size_t>(LogEvent::kCertificatesReloaded) + 1;

// "server_started", ...
absl::string_view LogEventName(LogEvent event);

enum class LogKey : uint8_t {
  kGroup,      // Id.
  kPartner,    // Id.
  kMember,     // Id.
  kMethod,     // Word: an RPC's name.
  kReason,     // An ErrorReason.
  kCode,       // gRPC's status code.
  kOperation,  // v1::Operation's number.
  kOutcome,    // Number.
  kLeaf,       // Index.
  kEpoch,      // Number.
  kCount,      // Of whatever the event counts.
  kBytes,
  kMicros,  // Duration.
  kPort,
  kErrno,   // The system's error number.
  kEngine,  // The database engine's error number.
  kVersion,
};

// "group", ...
absl::string_view LogKeyName(LogKey key);

// A word of the program itself: only made of a literal, at compile time.
class LogWord {
 public:
  template <size_t kSize>
  consteval LogWord(const char (&text)[kSize])  // NOLINT: converts by design.
      : text_(text, kSize - 1) {}

  absl::string_view text() const { return text_; }

 private:
  absl::string_view text_;
};

// An opaque identifier. What does not have the form of an id is logged as "?".
struct LogId {
  absl::string_view id = {};
};

struct LogField {
  LogKey key = LogKey::kCount;
  std::variant<uint64_t, LogWord, LogId, v1::ErrorReason> value = uint64_t{0};
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_LOG_EVENT_H_
