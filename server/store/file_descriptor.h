// Owner of an open file descriptor, closed at the end of its scope.
#ifndef SCEAU_SERVER_STORE_FILE_DESCRIPTOR_H_
#define SCEAU_SERVER_STORE_FILE_DESCRIPTOR_H_

#include <unistd.h>

namespace sceau {

class FileDescriptor {
 public:
  // Takes what open(2) answered, a failure included.
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) (void)close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  const int fd_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_FILE_DESCRIPTOR_H_
