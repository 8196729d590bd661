// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_cache.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/kernel_entry.hpp"

#include <cstdlib>

namespace cloister {

namespace fs = std::filesystem;

namespace {

bool has_option(const std::string& config, const std::string& option) {
    return ("\n" + config).find("\nCONFIG_" + option + "=y\n") != std::string::npos;
}

void read_config(KernelImage& kernel) {
    const std::string config = read_text_file(kernel.config);
    kernel.has_remote_drain = has_option(config, "REMOTE_PCPU_DRAIN");
    kernel.has_nohz_full = has_option(config, "NO_HZ_FULL");
    kernel.facts.config_digest = sha256_of(config);
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
    kernel.config = entry / "config";
    try {
        kernel.facts = parse_document<KernelEntry>(read_text_file(entry / "kernel.json")).facts;
    } catch (const SchemaError& error) {
        throw LabError(Fault::lab, "kernel",
                       (entry / "kernel.json").string() + ": " + error.what() + "; remove " + entry.string());
    }
    read_config(kernel);
    return kernel;
}

fs::path KernelCache::prepare(const std::string& key) const {
    fs::path work = directory_ / "work" / key;
    std::error_code error;
    fs::remove_all(work, error);
    fs::create_directories(work, error);
    if (error)
        throw LabError(Fault::lab, "kernel", "cannot make " + work.string() + ": " + error.message());
    return work;
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
    KernelImage kernel;
    kernel.image = fs::absolute(image);
    kernel.facts.reference = image.string();
    kernel.facts.digest = sha256_of_file(image);
    kernel.facts.source = "an image of the user's";
    const std::string name = image.filename().string();
    const std::string version = name.starts_with("vmlinuz-") ? name.substr(8) : "";
    for (const fs::path& config :
         {image.parent_path() / "config", image.parent_path() / ("config-" + version)})
        if (kernel.config.empty() && fs::is_regular_file(config)) {
            kernel.config = config;
            read_config(kernel);
        }
    return kernel;
}

} // namespace cloister
