#include "tests/support/fault_vfs.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/store/engine_memory.h"
#include "sqlite3.h"

namespace sceau::testing {
namespace {

// The engine's file: ours first, the system's behind it.
struct File {
  sqlite3_file base;
  FaultVfs* vfs;
  std::string* path;  // Null for a temporary file.
  sqlite3_file* real;
};

File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Of(file)->real; }

sqlite3_vfs* System() { return sqlite3_vfs_find(nullptr); }

int Close(sqlite3_file* file) {
  const int code = Real(file)->pMethods == nullptr
                       ? SQLITE_OK
                       : Real(file)->pMethods->xClose(Real(file));
  delete Of(file)->path;
  std::free(Of(file)->real);
  return code;
}
int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (const int code = Of(file)->vfs->Failure()) return code;
  return Real(file)->pMethods->xRead(Real(file), out, size, offset);
}
int Write(sqlite3_file* file, const void* data, int size,
          sqlite3_int64 offset) {
  if (Of(file)->path != nullptr) {
    const int code = Of(file)->vfs->Write(*Of(file)->path, data, size, offset);
    if (code != SQLITE_OK) return code;
  }
  return Real(file)->pMethods->xWrite(Real(file), data, size, offset);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (Of(file)->path != nullptr) {
    const int code = Of(file)->vfs->Truncate(*Of(file)->path, size);
    if (code != SQLITE_OK) return code;
  }
  return Real(file)->pMethods->xTruncate(Real(file), size);
}
int Sync(sqlite3_file* file, int flags) {
  if (Of(file)->path != nullptr) {
    const int code = Of(file)->vfs->Sync(*Of(file)->path);
    if (code != SQLITE_OK) return code;
  }
  const int code = Real(file)->pMethods->xSync(Real(file), flags);
  if (code == SQLITE_OK && Of(file)->path != nullptr) {
    Of(file)->vfs->Synced(*Of(file)->path);
  }
  return code;
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return Real(file)->pMethods->xFileSize(Real(file), size);
}
int Lock(sqlite3_file* file, int level) {
  return Real(file)->pMethods->xLock(Real(file), level);
}
int Unlock(sqlite3_file* file, int level) {
  return Real(file)->pMethods->xUnlock(Real(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* result) {
  return Real(file)->pMethods->xCheckReservedLock(Real(file), result);
}
int FileControl(sqlite3_file* file, int operation, void* argument) {
  return Real(file)->pMethods->xFileControl(Real(file), operation, argument);
}
int SectorSize(sqlite3_file* file) {
  return Real(file)->pMethods->xSectorSize(Real(file));
}
int DeviceCharacteristics(sqlite3_file* file) {
  return Real(file)->pMethods->xDeviceCharacteristics(Real(file));
}
int ShmMap(sqlite3_file* file, int page, int size, int extend,
           void volatile** out) {
  return Real(file)->pMethods->xShmMap(Real(file), page, size, extend, out);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return Real(file)->pMethods->xShmLock(Real(file), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) {
  Real(file)->pMethods->xShmBarrier(Real(file));
}
int ShmUnmap(sqlite3_file* file, int remove) {
  return Real(file)->pMethods->xShmUnmap(Real(file), remove);
}

constexpr int kMethodsVersion = 2;  // With shared memory, without mapping.

const sqlite3_io_methods kMethods = {kMethodsVersion,
                                     Close,
                                     Read,
                                     Write,
                                     Truncate,
                                     Sync,
                                     FileSize,
                                     Lock,
                                     Unlock,
                                     CheckReservedLock,
                                     FileControl,
                                     SectorSize,
                                     DeviceCharacteristics,
                                     ShmMap,
                                     ShmLock,
                                     ShmBarrier,
                                     ShmUnmap,
                                     nullptr,
                                     nullptr};

int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
         int* out_flags) {
  auto* fault = static_cast<FaultVfs*>(vfs->pAppData);
  const bool is_ours =
      path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
  File* ours = Of(file);
  std::memset(static_cast<void*>(ours), 0, sizeof(File));
  constexpr int kTemporary = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB |
                             SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL;
  if (const int code =
          fault->Opened(is_ours ? path : "", (flags & kTemporary) != 0)) {
    return code;
  }
  sqlite3_vfs* system = System();
  auto* real = static_cast<sqlite3_file*>(
      std::calloc(1, static_cast<size_t>(system->szOsFile)));
  const int code = system->xOpen(system, path, real, flags, out_flags);
  if (code != SQLITE_OK) {
    std::free(real);
    return code;
  }
  ours->base.pMethods = &kMethods;
  ours->vfs = fault;
  ours->path = is_ours ? new std::string(path) : nullptr;
  ours->real = real;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int sync) {
  if (const int code = static_cast<FaultVfs*>(vfs->pAppData)->Failure()) {
    return code;
  }
  return System()->xDelete(System(), path, sync);
}

std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

FaultVfs::FaultVfs() {
  static std::atomic<int> count{0};
  // Before the engine's first word.
  if (!InstallEngineMemory().ok()) std::abort();
  name_ = "fault-" + std::to_string(++count);
  auto* vfs = new sqlite3_vfs(*System());
  vfs->szOsFile = sizeof(File);
  vfs->zName = name_.c_str();
  vfs->pAppData = this;
  vfs->xOpen = Open;
  vfs->xDelete = Delete;
  vfs_ = vfs;
  if (sqlite3_vfs_register(vfs, /*makeDflt=*/0) != SQLITE_OK) std::abort();
}

FaultVfs::~FaultVfs() {
  auto* vfs = static_cast<sqlite3_vfs*>(vfs_);
  (void)sqlite3_vfs_unregister(vfs);
  delete vfs;
}

int FaultVfs::temporary_files() const {
  const std::lock_guard<std::mutex> lock(mu_);
  return temporary_files_;
}

void FaultVfs::CutAfter(uint64_t operations) {
  const std::lock_guard<std::mutex> lock(mu_);
  tracks_ = true;
  operations_left_ = operations;
}

bool FaultVfs::IsCut() const {
  const std::lock_guard<std::mutex> lock(mu_);
  return cut_;
}

void FaultVfs::Apply(const Change& change, std::string& content) {
  const auto offset = static_cast<size_t>(change.offset);
  if (change.truncates) {
    content.resize(offset);
    return;
  }
  if (content.size() < offset + change.data.size()) {
    content.resize(offset + change.data.size());
  }
  content.replace(offset, change.data.size(), change.data);
}

void FaultVfs::PowerOn(std::mt19937& random) {
  constexpr int kSectorBytes = 512;
  const std::lock_guard<std::mutex> lock(mu_);
  for (auto& [path, image] : images_) {
    for (Change& change : image.unsynced) {
      const auto fate = random() % 3;
      if (fate == 0) continue;  // Lost.
      if (fate == 1 && !change.truncates) {
        const auto sectors = change.data.size() / kSectorBytes + 1;
        change.data.resize(
            std::min(change.data.size(), (random() % sectors) * kSectorBytes));
      }
      Apply(change, image.synced);
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << image.synced;
    std::error_code ignored;
    std::filesystem::remove(path + "-shm", ignored);
  }
  images_.clear();
  tracks_ = false;
  cut_ = false;
}

bool FaultVfs::SpendOperation() {
  if (!tracks_ || cut_) return !cut_;
  if (operations_left_ > 0) {
    --operations_left_;
    return true;
  }
  cut_ = true;
  return false;
}

int FaultVfs::Failure() {
  const std::lock_guard<std::mutex> lock(mu_);
  return cut_ ? SQLITE_IOERR : SQLITE_OK;
}

int FaultVfs::Opened(const std::string& path, bool is_temporary) {
  const std::lock_guard<std::mutex> lock(mu_);
  if (cut_) return SQLITE_IOERR;
  if (is_temporary) ++temporary_files_;
  if (!path.empty() && tracks_) (void)ImageOf(path);
  return SQLITE_OK;
}

FaultVfs::Image& FaultVfs::ImageOf(const std::string& path) {
  const auto found = images_.find(path);
  if (found != images_.end()) return found->second;
  Image& image = images_[path];
  image.synced = ReadAll(path);
  return image;
}

int FaultVfs::Write(const std::string& path, const void* data, int size,
                    int64_t offset) {
  if (on_write) {
    if (const int code = on_write(NameOf(path))) return code;
  }
  const std::lock_guard<std::mutex> lock(mu_);
  if (!SpendOperation()) return SQLITE_IOERR_WRITE;
  if (tracks_) {
    ImageOf(path).unsynced.push_back(
        {.offset = offset,
         .data = std::string(static_cast<const char*>(data),
                             static_cast<size_t>(size)),
         .truncates = false});
  }
  return SQLITE_OK;
}

int FaultVfs::Truncate(const std::string& path, int64_t size) {
  const std::lock_guard<std::mutex> lock(mu_);
  if (!SpendOperation()) return SQLITE_IOERR_TRUNCATE;
  if (tracks_) {
    ImageOf(path).unsynced.push_back(
        {.offset = size, .data = {}, .truncates = true});
  }
  return SQLITE_OK;
}

int FaultVfs::Sync(const std::string& path) {
  if (on_sync) {
    if (const int code = on_sync(NameOf(path))) return code;
  }
  const std::lock_guard<std::mutex> lock(mu_);
  return SpendOperation() ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

void FaultVfs::Synced(const std::string& path) {
  {
    const std::lock_guard<std::mutex> lock(mu_);
    if (tracks_) {
      Image& image = ImageOf(path);
      for (const Change& change : image.unsynced) Apply(change, image.synced);
      image.unsynced.clear();
    }
  }
  if (after_sync) after_sync(NameOf(path));
}

}  // namespace sceau::testing
