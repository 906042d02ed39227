// A virtual file system for the database engine, over the system's own, that
// can be told to break: refuse a write, hang or fail a sync, or lose power and
// with it everything that was not synced.
#ifndef SCEAU_TESTS_SUPPORT_FAULT_VFS_H_
#define SCEAU_TESTS_SUPPORT_FAULT_VFS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace sceau::testing {

// Registered under name() as long as it lives. Thread safe; hooks are set
// while no file is open, run on the engine's threads, and may block.
class FaultVfs {
 public:
  // Gives the engine's error number for an operation, or 0 to let it happen.
  // `file` is the name without its folder ("case.db-wal").
  using Hook = std::function<int(const std::string& file)>;

  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  const std::string& name() const { return name_; }

  Hook on_write;  // Before.
  Hook on_sync;   // Before.
  // After a sync that succeeded.
  std::function<void(const std::string& file)> after_sync;

  // Temporary files the engine opened: sorters, statement journals.
  int temporary_files() const;

  // Power. From now on unsynced writes are remembered, and after `operations`
  // further writes, truncations and syncs the machine stops: every operation
  // fails. What the files hold counts as synced.
  void CutAfter(uint64_t operations);
  bool IsCut() const;
  // With every file closed: leaves on the disk what was synced and, of what
  // was not, whatever `random` picks, torn at sectors. Then the power is on.
  void PowerOn(std::mt19937& random);

  // For the engine's calls.
  int Write(const std::string& path, const void* data, int size,
            int64_t offset);
  int Truncate(const std::string& path, int64_t size);
  int Sync(const std::string& path);
  void Synced(const std::string& path);
  int Opened(const std::string& path, bool is_temporary);
  int Failure();

 private:
  struct Change {
    int64_t offset = 0;  // A write, or the new size of a truncation.
    std::string data = {};
    bool truncates = false;
  };
  struct Image {
    std::string synced = {};
    std::vector<Change> unsynced = {};
  };

  // Both with mu_ held.
  bool SpendOperation();
  Image& ImageOf(const std::string& path);
  static void Apply(const Change& change, std::string& content);

  std::string name_;
  void* vfs_ = nullptr;

  mutable std::mutex mu_;
  std::map<std::string, Image> images_;
  int temporary_files_ = 0;
  bool tracks_ = false;
  bool cut_ = false;
  uint64_t operations_left_ = 0;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_FAULT_VFS_H_
