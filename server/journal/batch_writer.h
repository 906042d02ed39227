// The writer of group_writer.h on real files. Internal to this room.
#ifndef SCEAU_SERVER_JOURNAL_BATCH_WRITER_H_
#define SCEAU_SERVER_JOURNAL_BATCH_WRITER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"

#include "server/journal/batch.h"
#include "server/journal/call_queue.h"
#include "server/journal/forgetting.h"
#include "server/journal/group_writer.h"
#include "server/journal/leaf_log.h"
#include "server/journal/upkeep.h"
#include "server/runtime/clock.h"
#include "server/runtime/log.h"
#include "server/runtime/random.h"

namespace sceau {

// Threads: one of its own, "writer", and those of its queue.
class BatchWriter : public GroupWriter {
 public:
  struct Options {
    Clock clock = nullptr;
    RandomSource random = nullptr;
    std::function<void(const absl::Status&)> on_poison = nullptr;
    // Told of the new tree after each durable batch, on the writer's thread.
    std::function<void(const TreeHead&)> on_grown = nullptr;
    Log* log = nullptr;
    Forgetting* forgetting = nullptr;  // Outlives this object.
  };

  // `head` is what journal.db holds, `row_map` what case.db does. All outlive
  // this object, the queue by being shared.
  BatchWriter(GroupFiles& files, RowMap& row_map, const Pseudonyms& pseudonyms,
              TreeHead head, std::shared_ptr<CallQueue> queue, Options options);
  ~BatchWriter() override;  // Stop().

  // Accepts nothing more, commits what is queued, runs every Done. Once
  // stopped, does nothing.
  void Stop();

  void Record(LeafDraft leaf, Done done) override;
  void Write(Work work, Done done) override;

  TreeHead head() const { return log_.head(); }

  // Nothing is acknowledged from now on; on_poison is called, once. From any
  // thread.
  void Poison(const absl::Status& status);

 private:
  void Run();
  void RunBatch(std::vector<CallPtr> calls);
  BatchRooms Rooms();
  // Whether nothing is left over from an earlier batch.
  bool CommitLeftover();
  // Whether the writer may go on. Poisons when it may not.
  bool Survives(const CommitResult& result);
  absl::Time LeafTime() const;

  GroupFiles& files_;
  RowMap& row_map_;
  const Pseudonyms& pseudonyms_;
  const Options options_;
  LeafLog log_;
  const std::shared_ptr<CallQueue> queue_;
  std::atomic<bool> poisoned_{false};

  // The writer thread's.
  RowSum sum_;
  Upkeep upkeep_;
  CommittedWrites leftover_;

  std::thread thread_;  // Last: starts when everything above is ready.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_BATCH_WRITER_H_
