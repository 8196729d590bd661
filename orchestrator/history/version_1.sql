-- SPDX-License-Identifier: GPL-2.0-or-later
-- A history as its first version left it: two nights of the fake machine, the second one with --story loud-remote, as
-- Python's iterdump() writes it.
PRAGMA application_id = 1131179881;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE cloister (
    id INTEGER PRIMARY KEY,
    revision TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "cloister" VALUES(1,'ca5498be4a5c6768ea178f02adc571f0d2cf074f');
CREATE TABLE counted (
    track INTEGER NOT NULL REFERENCES track,
    quantity INTEGER NOT NULL REFERENCES quantity,
    run INTEGER NOT NULL REFERENCES run,
    trial INTEGER NOT NULL REFERENCES trial,
    number INTEGER NOT NULL,
    first_over REAL NOT NULL,
    second_over REAL NOT NULL,
    PRIMARY KEY (track, quantity, run, trial)
) STRICT, WITHOUT ROWID;
INSERT INTO "counted" VALUES(1,1,1,1,0,1.0,0.0);
INSERT INTO "counted" VALUES(1,1,2,7,0,1.0,0.0);
INSERT INTO "counted" VALUES(1,2,1,1,0,100.0,0.0);
INSERT INTO "counted" VALUES(1,2,2,7,0,100.0,0.0);
INSERT INTO "counted" VALUES(1,3,1,1,100,100.0,0.0);
INSERT INTO "counted" VALUES(1,3,2,7,100,100.0,0.0);
INSERT INTO "counted" VALUES(1,4,1,1,0,50.0,0.0);
INSERT INTO "counted" VALUES(1,4,2,7,0,50.0,0.0);
INSERT INTO "counted" VALUES(1,5,1,1,0,1.887787522,50.0);
INSERT INTO "counted" VALUES(1,5,2,7,0,1.887787522,50.0);
INSERT INTO "counted" VALUES(2,1,1,2,0,1.0,0.0);
INSERT INTO "counted" VALUES(2,1,2,8,0,1.0,0.0);
INSERT INTO "counted" VALUES(2,2,1,2,0,100.0,0.0);
INSERT INTO "counted" VALUES(2,2,2,8,0,100.0,0.0);
INSERT INTO "counted" VALUES(2,5,1,2,0,1.132356726,50.0);
INSERT INTO "counted" VALUES(2,5,2,8,0,1.887787522,50.0);
INSERT INTO "counted" VALUES(2,6,1,2,0,50.0,0.0);
INSERT INTO "counted" VALUES(2,6,2,8,391,50.0,0.0);
INSERT INTO "counted" VALUES(3,1,1,3,0,1.0,0.0);
INSERT INTO "counted" VALUES(3,1,2,9,0,1.0,0.0);
INSERT INTO "counted" VALUES(3,4,1,3,0,50.0,0.0);
INSERT INTO "counted" VALUES(3,4,2,9,0,50.0,0.0);
INSERT INTO "counted" VALUES(3,5,1,3,0,1.2170493,50.0);
INSERT INTO "counted" VALUES(3,5,2,9,0,1.2170493,50.0);
INSERT INTO "counted" VALUES(4,1,1,4,0,1.0,0.0);
INSERT INTO "counted" VALUES(4,1,2,10,0,1.0,0.0);
INSERT INTO "counted" VALUES(4,5,1,4,0,0.696148694,50.0);
INSERT INTO "counted" VALUES(4,5,2,10,0,0.696148694,50.0);
INSERT INTO "counted" VALUES(4,6,1,4,0,50.0,0.0);
INSERT INTO "counted" VALUES(4,6,2,10,0,50.0,0.0);
INSERT INTO "counted" VALUES(5,1,1,5,0,1.0,0.0);
INSERT INTO "counted" VALUES(5,1,2,11,0,1.0,0.0);
INSERT INTO "counted" VALUES(5,7,1,5,0,2.090968526,0.0);
INSERT INTO "counted" VALUES(5,7,2,11,0,2.090968526,0.0);
INSERT INTO "counted" VALUES(6,1,1,6,0,1.0,0.0);
INSERT INTO "counted" VALUES(6,1,2,12,0,1.0,0.0);
INSERT INTO "counted" VALUES(6,7,1,6,0,2.176087878,0.0);
INSERT INTO "counted" VALUES(6,7,2,12,0,2.176087878,0.0);
CREATE TABLE kernel (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (digest, source)
) STRICT;
INSERT INTO "kernel" VALUES(1,'','none: the fake machine boots no kernel');
CREATE TABLE quantity (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    compared_by TEXT NOT NULL,
    unit TEXT NOT NULL,
    first_over TEXT NOT NULL,
    second_over TEXT NOT NULL,
    part_of INTEGER REFERENCES quantity,
    UNIQUE (name, compared_by, unit, first_over, second_over)
) STRICT;
INSERT INTO "quantity" VALUES(1,'kernels that failed','zero','kernels','trial','',NULL);
INSERT INTO "quantity" VALUES(2,'armed drains that were not done','exactly','drains','armed drain','',NULL);
INSERT INTO "quantity" VALUES(3,'drain work items','exactly','items','armed drain','',NULL);
INSERT INTO "quantity" VALUES(4,'waits for locks of per-CPU caches','zero','waits','drain call','',NULL);
INSERT INTO "quantity" VALUES(5,'other interruptions','rate','interruptions','CPU second','drain call',NULL);
INSERT INTO "quantity" VALUES(6,'work items, IPIs and switches by drains','zero','arrivals','drain call','',NULL);
INSERT INTO "quantity" VALUES(7,'other interruptions','rate','interruptions','CPU second','',NULL);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    directory TEXT NOT NULL,
    machine TEXT NOT NULL,
    verdict TEXT
) STRICT;
INSERT INTO "run" VALUES(1,'2026-11-27T11:41:16.299Z','/srv/night1','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3','upheld');
INSERT INTO "run" VALUES(2,'2026-11-27T11:41:16.542Z','/srv/night2','fake machine · story loud-remote · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3','refuted');
CREATE TABLE track (
    id INTEGER PRIMARY KEY,
    kernel TEXT NOT NULL,
    mode TEXT NOT NULL,
    workload TEXT NOT NULL,
    conditions TEXT NOT NULL,
    machine TEXT NOT NULL,
    UNIQUE (kernel, mode, workload, conditions)
) STRICT;
INSERT INTO "track" VALUES(1,'6.12','local','spin-refill+drop_caches','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=off","compiler":"","disturber":"drop_caches","drains":"100","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"local","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain local","subject":"spin-refill","the emulator''s witness":"no","window":"until all is done"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
INSERT INTO "track" VALUES(2,'6.12','remote','spin-refill+drop_caches','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=on","compiler":"","disturber":"drop_caches","drains":"100","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"remote","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain remote","subject":"spin-refill","the emulator''s witness":"no","window":"until all is done"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
INSERT INTO "track" VALUES(3,'6.12','local','fault-storm+drop_caches','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=off","compiler":"","disturber":"drop_caches","drains":"100","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"local","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain local","subject":"fault-storm","the emulator''s witness":"no","window":"until all is done"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
INSERT INTO "track" VALUES(4,'6.12','remote','fault-storm+drop_caches','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=on","compiler":"","disturber":"drop_caches","drains":"100","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"remote","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain remote","subject":"fault-storm","the emulator''s witness":"no","window":"until all is done"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
INSERT INTO "track" VALUES(5,'6.12','local','spin+none','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=off","compiler":"","disturber":"none","drains":"none","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"local","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain local","subject":"spin","the emulator''s witness":"no","window":"1 s"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
INSERT INTO "track" VALUES(6,'6.12','remote','spin+none','{"CPUs":"4","accelerator":"none","command line":"isolcpus=managed_irq,domain,2-3 nohz_full=2-3 rcu_nocbs=2-3 irqaffinity=0-1 tsc=reliable remote_drain=on","compiler":"","disturber":"none","drains":"none","host CPUs":"2 × AMD EPYC","host kernel":"6.18.44-fc-v669","isolated":"2-3","knobs":"/proc/sys/kernel/sched_rt_runtime_us=-1 /sys/kernel/debug/sched/fair_server/cpu2/runtime=0 /sys/kernel/debug/sched/fair_server/cpu3/runtime=0 /proc/sys/vm/stat_interval=3600 /proc/sys/vm/stat_refresh=1","machine":"fake","machine''s program":"","memory":"1024 MiB","mode":"remote","pages a second":"none","probes":"armed","programs":"none","provocations":"none","read-back":"/sys/kernel/mm/remote_drain remote","subject":"spin","the emulator''s witness":"no","window":"1 s"}','fake machine · story upheld · replays QEMU 7.2.22 · 4 vCPUs, isolated 2-3');
CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    run INTEGER NOT NULL REFERENCES run,
    track INTEGER NOT NULL REFERENCES track,
    kernel INTEGER NOT NULL REFERENCES kernel,
    cloister INTEGER NOT NULL REFERENCES cloister,
    not_counted TEXT
) STRICT;
INSERT INTO "trial" VALUES(1,'sha256:bcc9ef9f883798c17268acc7f4b3224212f66b4699421125ef28a169bde5108e',1,1,1,1,NULL);
INSERT INTO "trial" VALUES(2,'sha256:4654dd2501949d552e4c95a94419e105974e33bab1298cf8ba679913b9b03c62',1,2,1,1,NULL);
INSERT INTO "trial" VALUES(3,'sha256:ce80918d10152ee2028dda2348dd5b80878ad9847ff6daa88cf228e8b741b238',1,3,1,1,NULL);
INSERT INTO "trial" VALUES(4,'sha256:ee987c02575d36c906866321786f8d8726ec5717479dffa06ed8919f4485db8f',1,4,1,1,NULL);
INSERT INTO "trial" VALUES(5,'sha256:6fe268056f4ec2f86197e0bea62712f8e807b87e6567df609e9327c420abc438',1,5,1,1,NULL);
INSERT INTO "trial" VALUES(6,'sha256:48bc1ccf4a2db6e663fe680c776fd286f7d458ca9b9e297ae751550c2563ffb8',1,6,1,1,NULL);
INSERT INTO "trial" VALUES(7,'sha256:a5ffbe3d5adca8e85aac179543044e1b1fa06b905ec5952115806b32f7e55723',2,1,1,1,NULL);
INSERT INTO "trial" VALUES(8,'sha256:c283d4c458ab99ade9a04a392cc76cb3b153ed3e0bf8c522d42d88b2454cc858',2,2,1,1,NULL);
INSERT INTO "trial" VALUES(9,'sha256:6938bcd893b499696a676c327f1edc04067bd408252aef729ddf268636b0e463',2,3,1,1,NULL);
INSERT INTO "trial" VALUES(10,'sha256:d34d7da81aae9c8d998a14180be0a575a6dae60b240e5009f14cde74e8e88ac6',2,4,1,1,NULL);
INSERT INTO "trial" VALUES(11,'sha256:0cceb3de085370944f9155247590ed2ad349ffd0565a477584bb57aa4460aeb1',2,5,1,1,NULL);
INSERT INTO "trial" VALUES(12,'sha256:640127b9ce6ee7cb4c620c385b68707a666a35c95bbcb24fea800252d11ab352',2,6,1,1,NULL);
CREATE INDEX run_by_time ON run (started, id);
CREATE INDEX trial_by_track ON trial (track, run, kernel, cloister, not_counted);
CREATE INDEX trial_by_run ON trial (run, track, not_counted);
COMMIT;
