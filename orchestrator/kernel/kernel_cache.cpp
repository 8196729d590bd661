// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_cache.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/config_line.hpp"
#include "orchestrator/kernel/embedded_config.hpp"
#include "orchestrator/kernel/file_lock.hpp"
#include "orchestrator/kernel/kernel_modules.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/coverage_files.hpp"
#include "results-schema/kernel_entry.hpp"

#include <cstdlib>

namespace cloister {

namespace fs = std::filesystem;

namespace {

void use_config(KernelImage& kernel, std::string config) {
    kernel.has_remote_drain = has_line(config, "CONFIG_REMOTE_PCPU_DRAIN=y");
    kernel.has_nohz_full = has_line(config, "CONFIG_NO_HZ_FULL=y");
    kernel.facts.config_digest = sha256_of(config);
    kernel.config = std::move(config);
}

// Empty where there is no such file, or another one of that name.
std::string config_in(const fs::path& file) {
    if (!fs::is_regular_file(file))
        return "";
    std::string text = read_text_file(file);
    return text.find("CONFIG_X86=y\n") == std::string::npos ? "" : text;
}

std::string config_of(const fs::path& image, const std::string& bytes) {
    const std::string name = fs::canonical(image).filename().string();
    const fs::path directory = fs::canonical(image).parent_path();
    if (name.starts_with("vmlinuz-"))
        if (std::string config = config_in(directory / ("config-" + name.substr(8))); !config.empty())
            return config;
    if (std::string config = embedded_config(bytes); !config.empty())
        return config;
    return config_in(directory / "config");
}

// "modules virtio, virtio_ring sha256:…": they are a part of what was booted.
std::string named(const std::vector<KernelModule>& modules) {
    std::string names;
    std::string bytes;
    for (const KernelModule& module : modules) {
        names += (names.empty() ? "modules " : ", ") + module.name;
        bytes += module.bytes;
    }
    return names + " " + sha256_of(bytes);
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

} // namespace

fs::path cache_directory() {
    if (const std::string own = environment("CLOISTER_CACHE"); !own.empty())
        return own;
    if (const std::string shared = environment("XDG_CACHE_HOME"); !shared.empty())
        return fs::path(shared) / "cloister";
    return fs::path(environment("HOME")) / ".cache" / "cloister";
}

std::optional<KernelImage> KernelCache::find(const std::string& key) const {
    const fs::path entry = directory_ / "kernels" / key;
    if (!fs::exists(entry / "kernel.json"))
        return std::nullopt;
    KernelImage kernel;
    kernel.image = entry / "bzImage";
    kernel.symbols = entry / "System.map";
    if (fs::exists(entry / coverage_directory))
        kernel.coverage = entry / coverage_directory;
    try {
        kernel.facts = parse_document<KernelEntry>(read_text_file(entry / "kernel.json")).facts;
    } catch (const SchemaError& error) {
        throw LabError(Fault::lab, "kernel",
                       (entry / "kernel.json").string() + ": " + error.what() + "; remove " + entry.string());
    }
    use_config(kernel, read_text_file(entry / "config"));
    return kernel;
}

std::optional<KernelImage> KernelCache::with_digest(const std::string& digest) const {
    const fs::path all = directory_ / "kernels";
    if (!fs::is_directory(all))
        return std::nullopt;
    for (const fs::directory_entry& entry : fs::directory_iterator(all))
        if (std::optional<KernelImage> kernel = find(entry.path().filename());
            kernel && kernel->facts.digest == digest)
            return kernel;
    return std::nullopt;
}

// A tree weighs 1.5 GB, and only the holder of its key's lock works in it.
void KernelCache::sweep() const {
    const fs::path all = directory_ / "work";
    if (!fs::is_directory(all))
        return;
    for (const fs::directory_entry& work : fs::directory_iterator(all)) {
        const FileLock lock(lock_file(work.path().filename()), FileLock::Wait::no);
        if (lock.held())
            abandon(work.path().filename(), Log::kept);
    }
}

fs::path KernelCache::prepare(const std::string& key) const {
    sweep();
    fs::path work = directory_ / "work" / key;
    fs::remove_all(work);
    fs::create_directories(work);
    return work;
}

void KernelCache::abandon(const std::string& key, Log log) const {
    const fs::path work = directory_ / "work" / key;
    std::error_code nothing_to_say; // another error is told
    fs::remove_all(log == Log::kept ? work / "tree" : work, nothing_to_say);
}

KernelImage KernelCache::insert(const std::string& key, const fs::path& finished) const {
    const fs::path entry = directory_ / "kernels" / key;
    fs::create_directories(entry.parent_path());
    fs::rename(finished, entry);
    fs::remove_all(directory_ / "work" / key);
    return *find(key);
}

fs::path KernelCache::lock_file(const std::string& key) const {
    fs::create_directories(directory_ / "locks");
    return directory_ / "locks" / key;
}

std::string KernelCache::digest_of(const fs::path& file) const {
    const std::string absolute = fs::absolute(file).string();
    const fs::path memo = directory_ / "digests" / sha256_of(absolute).substr(7);
    const std::string state = std::to_string(fs::file_size(file)) + " " +
                              std::to_string(fs::last_write_time(file).time_since_epoch().count()) + " ";
    if (fs::exists(memo))
        if (const std::string known = read_text_file(memo); known.starts_with(state))
            return known.substr(state.size());
    std::string digest = sha256_of_file(file);
    fs::create_directories(memo.parent_path());
    write_text_file(memo, state + digest);
    return digest;
}

KernelImage load_image(const fs::path& image) {
    if (!fs::is_regular_file(image))
        throw LabError(Fault::wrong_use, "kernel",
                       "kernel " + image.string() +
                           " is not there: name an image, or build one: cloister kernel "
                           "build 6.12");
    const std::string bytes = read_text_file(image);
    if (!is_kernel_image(bytes))
        throw LabError(Fault::wrong_use, "kernel",
                       "kernel " + image.string() +
                           " is no x86 kernel image: name a bzImage or vmlinuz, or build one: cloister "
                           "kernel build 6.12");
    KernelImage kernel;
    kernel.image = fs::absolute(image);
    kernel.facts.reference = image.string();
    kernel.facts.digest = sha256_of(bytes);
    kernel.facts.source = "an image of the user's";
    if (std::string config = config_of(image, bytes); !config.empty())
        use_config(kernel, std::move(config));
    kernel.modules = modules_for_guest(image, embedded_release(bytes), kernel.config);
    if (!kernel.modules.empty())
        kernel.facts.source += "; " + named(kernel.modules);
    return kernel;
}

} // namespace cloister
