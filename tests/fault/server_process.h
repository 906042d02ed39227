// The real program, sceaud, over a TestGroup's files: started, asked, killed.
#ifndef SCEAU_TESTS_FAULT_SERVER_PROCESS_H_
#define SCEAU_TESTS_FAULT_SERVER_PROCESS_H_

#include <chrono>
#include <memory>
#include <string>
#include <sys/types.h>

#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"

#include "tests/support/test_group.h"

namespace sceau::testing {

// One process at a time; thread compatible. The group is closed while it runs.
class ServerProcess {
 public:
  // `program`: path of sceaud. The group outlives it.
  ServerProcess(std::string program, const TestGroup& group);
  ~ServerProcess();  // Kill().

  // Starts the program and returns at once. Stops the test when it cannot.
  void Start();
  // Waits until it answers. False when it ended instead, or not in time.
  bool WaitUntilServing(std::chrono::milliseconds patience);
  // kill -9, and waits for its end.
  void Kill();
  // SIGTERM; the exit status.
  int Stop();

  // A new connection; with the certificate of a member of the cast, or with
  // any.
  std::shared_ptr<grpc::Channel> ChannelAs(absl::string_view member) const;
  std::shared_ptr<grpc::Channel> ChannelWith(
      const Credential& credential, const std::string& user_agent = "") const;
  std::string address() const;

  // The technical log of the process that runs or ran last.
  std::string Log() const;
  // What all of them wrote to their standard streams.
  std::string Output() const;
  // `sceaud check` of the same configuration: its exit status.
  int Check();

 private:
  void Spawn(const char* command);
  int Wait();

  const std::string program_;
  const TestGroup& group_;
  const std::string folder_;
  pid_t pid_ = -1;
  int port_ = 0;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_FAULT_SERVER_PROCESS_H_
