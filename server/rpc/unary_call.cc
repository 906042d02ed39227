#include "server/rpc/unary_call.h"

#include <exception>
#include <optional>
#include <utility>

#include "grpcpp/security/auth_context.h"

#include "grpc/grpc_security_constants.h"
#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "server/journal/journal.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;

constexpr size_t kIndexBytes = 8;

// Leaf index, 8 bytes big-endian, then the leaf hash (wire.h).
std::string EncodeReceipt(const Receipt& receipt) {
  std::string bytes;
  bytes.reserve(kIndexBytes + receipt.leaf_hash.size());
  for (size_t i = 0; i < kIndexBytes; ++i) {
    bytes.push_back(static_cast<char>(
        static_cast<uint8_t>(receipt.index >> (8 * (kIndexBytes - 1 - i)))));
  }
  bytes.append(receipt.leaf_hash.begin(), receipt.leaf_hash.end());
  return bytes;
}

absl::Status CheckDeadline(const grpc::CallbackServerContext& context) {
  const auto now = std::chrono::system_clock::now();
  if (context.deadline() <= now + kMaxDeadline + kDeadlineSlack) {
    return absl::OkStatus();
  }
  return Error(v1::ERROR_REASON_DEADLINE_REQUIRED,
               "a call has a deadline of 30 seconds at most");
}

}  // namespace

CallEnd::~CallEnd() {
  // INVARIANT: whoever takes a Finish calls it.
  Finish(Error(v1::ERROR_REASON_INVARIANT_BROKEN, "internal error"),
         std::nullopt);
}

bool CallEnd::IsAbandoned() const {
  return context_->IsCancelled() ||
         context_->deadline() <= std::chrono::system_clock::now();
}

std::string CallEnd::PeerCertificate() const {
  const std::shared_ptr<const grpc::AuthContext> peer =
      context_->auth_context();
  if (peer == nullptr || !peer->IsPeerAuthenticated()) return "";
  const std::vector<grpc::string_ref> certificates =
      peer->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (certificates.size() != 1) return "";
  return std::string(certificates[0].data(), certificates[0].size());
}

void CallEnd::Finish(absl::Status status,
                     const std::optional<Receipt>& receipt) {
  if (ended_.exchange(true)) return;
  // P1: no log, no data, whatever the room has done.
  if (status.ok() && journalled_ && !receipt.has_value()) {
    status = Error(v1::ERROR_REASON_INVARIANT_BROKEN, "internal error");
  }
  if (receipt.has_value()) {
    context_->AddTrailingMetadata(kReceiptKey, EncodeReceipt(*receipt));
  }
  if (journal_ != nullptr) {
    context_->AddTrailingMetadata(kCheckpointKey, journal_->NewestCheckpoint());
  }
  Count(status);
  reactor_->Finish(ToGrpcStatus(status));
}

void CallEnd::Count(const absl::Status& status) const {
  if (log_ == nullptr || status.ok()) return;
  const v1::ErrorReason reason = ReasonOf(status);
  LogEvent event = LogEvent::kCallRefused;
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      event = LogEvent::kCredentialsRejected;
      break;
    case absl::StatusCode::kInvalidArgument:
      break;
    case absl::StatusCode::kUnavailable:
      event = reason == v1::ERROR_REASON_QUEUE_FULL
                  ? LogEvent::kQueueFull
                  : LogEvent::kAuditUnavailable;
      break;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return;  // The journal has them, or nobody waits.
    default:
      event = LogEvent::kCallFailed;
      break;
  }
  log_->Write(event, {{.key = LogKey::kReason, .value = reason},
                      {.key = LogKey::kCode,
                       .value = static_cast<uint64_t>(status.code())}});
}

grpc::ServerUnaryReactor* UnaryCalls::Serve(
    grpc::CallbackServerContext* context, const pb::Message* request,
    pb::Message* response) {
  guard_.CountCall(context->peer(), request->ByteSizeLong(),
                   ConnectionGuard::Clock::now());
  const MethodRow* const row = methods_.Find(request->GetDescriptor());
  auto end = std::make_shared<CallEnd>(context,
                                       row == nullptr || row->journalled, log_);
  grpc::ServerUnaryReactor* const reactor = end->reactor();
  if (row == nullptr) return reactor;  // P3: ends in INTERNAL.
  if (draining_) {
    end->Finish(Error(v1::ERROR_REASON_SHUTTING_DOWN, "the server stops"),
                std::nullopt);
    return reactor;
  }
  if (const absl::Status late = CheckDeadline(*context); !late.ok()) {
    end->Finish(late, std::nullopt);
    return reactor;
  }
  if (!workers_.TrySubmit([this, row, end, request, response] {
        Run(*row, end, *request, response);
      })) {
    end->Finish(
        Error(v1::ERROR_REASON_QUEUE_FULL, "too many calls are waiting"),
        std::nullopt);
  }
  return reactor;
}

void UnaryCalls::Run(const MethodRow& row, const std::shared_ptr<CallEnd>& end,
                     const pb::Message& request, pb::Message* response) const {
  if (end->IsAbandoned()) {
    return end->Finish(absl::CancelledError(""), std::nullopt);
  }
  absl::Status status;
  try {
    status = Dispatch(row, end, request, response);
  } catch (const std::exception&) {
    // Of the standard library: no memory, a text too long. Ours has none.
    status = Error(v1::ERROR_REASON_INVARIANT_BROKEN, "internal error");
  }
  if (!status.ok()) end->Finish(status, std::nullopt);
}

absl::Status UnaryCalls::Dispatch(const MethodRow& row,
                                  const std::shared_ptr<CallEnd>& end,
                                  const pb::Message& request,
                                  pb::Message* response) const {
  ASSIGN_OR_RETURN(const std::shared_ptr<const PeerIdentity> peer,
                   identities_.Read(end->PeerCertificate()));
  return DispatchCall(
      row, groups_, *peer, request, response,
      [&end](const GroupRooms& rooms) { end->SetJournal(rooms.journal); },
      [end](const absl::Status& status, const std::optional<Receipt>& receipt) {
        end->Finish(status, receipt);
      });
}

}  // namespace sceau
