// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/disk.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace chairside {
namespace {

namespace fs = std::filesystem;

class Descriptor final : public FileLock {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() override {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int fd() const { return fd_; }

private:
    int fd_;
};

Error failed(std::string_view sentence, const std::string& path) {
    return {phrase(sentence, path, systemReason(errno))};
}

Status sync(const std::string& path, int flags) {
    const Descriptor file(::open(path.c_str(), flags | O_CLOEXEC));
    if (file.fd() < 0 || ::fsync(file.fd()) != 0)
        return failed(toSay("Could not make sure of {1}: {2}. Nothing that was recorded is lost."), path);
    return Done{};
}

} // namespace

std::string directoryOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}
std::string fileNameOf(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}
std::string withoutDbSuffix(const std::string& path) {
    return path.ends_with(kDbSuffix) ? path.substr(0, path.size() - kDbSuffix.size()) : path;
}

bool RealDisk::exists(const std::string& path) const {
    return ::access(path.c_str(), F_OK) == 0;
}

std::string RealDisk::identityOf(const std::string& directory) const {
    struct stat facts {};
    if (::stat(directory.c_str(), &facts) != 0) return {};
    return std::to_string(facts.st_dev) + ":" + std::to_string(facts.st_ino);
}

std::vector<std::string> RealDisk::filesIn(const std::string& directory) const {
    std::vector<std::string> names;
    std::error_code failure;
    for (auto at = fs::directory_iterator(directory, failure); !failure && at != fs::directory_iterator();
         at.increment(failure))
        names.push_back(at->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

Status RealDisk::prepare(const std::string& path) {
    const std::string directory = directoryOf(path);
    std::error_code failure;
    if (!fs::exists(directory, failure)) {
        fs::create_directories(directory, failure);
        if (failure)
            return Error{phrase("The folder {1} could not be made: {2}.", directory, systemReason(failure))};
        ::chmod(directory.c_str(), 0700);
    }
    if (exists(path)) return Done{};
    // SQLite gives its side files the permissions of the database, so the first file decides.
    const Descriptor file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.fd() < 0)
        return failed(toSay("Could not create the record file {1}: {2}. Nothing that was recorded is lost."),
                      path);
    return syncDirectoryOf(path);
}

Status RealDisk::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failed(toSay("Could not rename {1}: {2}. Nothing that was recorded is lost."), from);
    return syncDirectoryOf(to);
}

Status RealDisk::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return failed(toSay("Could not remove {1}: {2}. Nothing that was recorded is lost."), path);
    return Done{};
}

Status RealDisk::syncDirectoryOf(const std::string& path) {
    return sync(directoryOf(path), O_RDONLY | O_DIRECTORY);
}
Status RealDisk::syncFile(const std::string& path) {
    return sync(path, O_RDONLY);
}

std::int64_t RealDisk::freeBytes(const std::string& path) const {
    struct statvfs facts {};
    if (::statvfs(directoryOf(path).c_str(), &facts) != 0) return -1;
    return static_cast<std::int64_t>(facts.f_bavail) * static_cast<std::int64_t>(facts.f_frsize);
}

std::int64_t RealDisk::sizeOf(const std::string& path) const {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? static_cast<std::int64_t>(facts.st_size) : 0;
}

Result<std::unique_ptr<FileLock>> RealDisk::lock(const std::string& path) {
    const std::string side = path + ".lock";
    auto file =
        std::make_unique<Descriptor>(::open(side.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file->fd() < 0) {
        if (errno == EACCES || errno == EROFS || errno == EPERM)
            return Error{phrase(
                "The record file {1} cannot be written: the file, its folder or the disk is read-only. "
                "Nothing in it was changed. Ask for write permission, or choose another file.",
                path)};
        return failed(toSay("Could not lock the record file {1}: {2}. Nothing that was recorded is lost."),
                      path);
    }
    if (::flock(file->fd(), LOCK_EX | LOCK_NB) != 0)
        return Error{
            phrase("The record file {1} is already in use by another Chairside window. Its sessions can be "
                   "looked at here, but not changed. Go on in the other window, or close it first.",
                   path)};
    return std::unique_ptr<FileLock>(std::move(file));
}

} // namespace chairside
