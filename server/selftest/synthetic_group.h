// A whole group in a folder of its own, called in process: the real files, the
// real rooms, the dispatch that the wire uses. Its clock stands still and its
// randomness is drawn anew from the seed at every call, so that two groups
// which are asked the same answer the same, byte for byte, whatever the calls
// before have drawn.
//
// Both come in through GroupWorld, which is made here: a server that serves
// makes its own (server/operator/commands) and cannot be given these.
#ifndef SCEAU_SERVER_SELFTEST_SYNTHETIC_GROUP_H_
#define SCEAU_SERVER_SELFTEST_SYNTHETIC_GROUP_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

#include "server/group.h"
#include "server/rpc/dispatch.h"
#include "server/rpc/method_table.h"
#include "server/selftest/cast.h"

namespace sceau::selftest {

// DispatchCall, or what a test puts in its place.
using Dispatch = std::function<absl::Status(
    const MethodRow& row, const std::map<std::string, ServedGroup>& groups,
    const PeerIdentity& peer, const google::protobuf::Message& request,
    google::protobuf::Message* response,
    const std::function<void(const GroupRooms&)>& known, Finish finish)>;

// How one call ended.
struct Ended {
  absl::Status status = absl::OkStatus();
  std::unique_ptr<google::protobuf::Message> response = nullptr;
  std::optional<Receipt> receipt = std::nullopt;
  // Of the checkpoint that the answer bears, without the digits of the tree's
  // size; 0 when it bears none: the peer is no member.
  size_t checkpoint_bytes = 0;
  uint64_t leaves = 0;  // By which the tree has grown.
};

// Bytes of a signed note's lines but those that are a number: which of the
// stored checkpoints is the newest, and so how many digits its tree's size has,
// is a matter of time.
size_t SizeWithoutNumbers(absl::string_view note);

// A folder of this process's user alone, gone with this object. In memory where
// there is such a place (/dev/shm): nothing in it is to be kept.
class Folder {
 public:
  // Errors: FAILED_PRECONDITION (no such folder can be made).
  static absl::StatusOr<std::unique_ptr<Folder>> Make();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit Folder(std::string path) : path_(std::move(path)) {}
  const std::string path_;
};

// Not thread safe; groups do not know of each other.
class SyntheticGroup {
 public:
  struct Options {
    std::string charter = {};  // The text.
    uint64_t seed = 1;
    const MethodTable* methods = nullptr;  // Outlives the group.
    Dispatch dispatch = nullptr;
  };

  // Founded on the `day` with the cast's officers; everybody else is
  // registered, confirmed and has signed, by calls. Errors: the calls' and the
  // files'.
  static absl::StatusOr<std::unique_ptr<SyntheticGroup>> Found(
      const Options& options, const Cast& cast, absl::CivilDay day);

  // The same files once more, open, the clock at noon of `day`. This group is
  // closed; several copies may be made at once. Errors: the files'.
  absl::StatusOr<std::unique_ptr<SyntheticGroup>> Copy(
      absl::CivilDay day) const;

  ~SyntheticGroup();

  // Ends the rooms and keeps the files; opens them again on the same day.
  void Close() { group_ = nullptr; }
  absl::Status Reopen() { return Open(day_); }

  Ended Call(const Person& person, const google::protobuf::Message& request);

  // As Call, of a method whose answer is a Response.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(const Person& person, const Request& request) {
    Ended ended = Call(person, request);
    if (!ended.status.ok()) return ended.status;
    return static_cast<const Response&>(*ended.response);
  }

  // For request_id: another for every call, the same in every copy.
  std::string NewRequestId();

  // The clock stands at noon of it.
  absl::CivilDay today() const { return day_; }
  void SetDay(absl::CivilDay day);
  Group& group() { return *group_; }

 private:
  struct World;

  SyntheticGroup(Options options, std::unique_ptr<Folder> folder);
  absl::Status Open(absl::CivilDay day);
  GroupPlace Place() const;
  GroupWorld NewWorld(absl::CivilDay day);
  Ended CallOnce(const Person& person,
                 const google::protobuf::Message& request);
  absl::Status Enrol(const Cast& cast);
  absl::Status Sign(const Person& person);

  const Options options_;
  const std::unique_ptr<Folder> folder_;
  const std::shared_ptr<World> world_;
  absl::CivilDay day_;
  uint64_t requests_ = 0;
  std::unique_ptr<Group> group_;
  std::map<std::string, ServedGroup> served_;
};

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_SYNTHETIC_GROUP_H_
