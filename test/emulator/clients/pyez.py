"""Drives an emulated device with PyEZ, as an operator's script would. Arguments: port."""

import os
import sys

import yaml
from jnpr import junos
from jnpr.junos import Device
from jnpr.junos.exception import CommitError, ConfigLoadError, LockError, UnlockError
from jnpr.junos.factory.factory_loader import FactoryLoader
from jnpr.junos.utils.config import Config


def advance(seconds):
    print("advance %d" % seconds, flush=True)
    sys.stdin.readline()


def open_device():
    device = Device(host="127.0.0.1", port=int(sys.argv[1]), user="netops", password="netops", gather_facts=False)
    device.open()
    device.timeout = 20
    return device


def description(device):
    filter_xml = "<configuration><interfaces><interface><name>et-0/0/20</name></interface></interfaces></configuration>"
    found = device.rpc.get_config(filter_xml=filter_xml, options={"database": "committed"})
    return found.findtext(".//interface/description")


def fails(kind, act):
    try:
        act()
    except kind as error:
        return str(error)
    raise AssertionError("%s was expected" % kind.__name__)


device = open_device()
other = open_device()
config = Config(device)
stranger = Config(other)

print("facts", device.facts["hostname"], device.facts["model"], device.facts["version"])

config.lock()
print("locked", "configuration database locked by" in fails(LockError, stranger.lock))
fails(UnlockError, stranger.unlock)

config.load('set interfaces et-0/0/20 description "by set"', format="set")
print("diff", " ".join(config.diff().split()))
print("check", config.commit_check())
config.commit(comment="by set")
print("committed", description(device))

config.load('interfaces { et-0/0/20 { description "by text"; } }', format="text")
config.commit()
print("committed", description(device))

xml = "<configuration><interfaces><interface><name>et-0/0/20</name><description>by xml</description></interface></interfaces></configuration>"
config.load(xml, format="xml")
config.commit(comment="by xml", confirm=5)
print("committed", description(device))
pending = device.rpc.get_commit_information().find("commit-history")
print("pending", pending.findtext("comment"), "|", pending.findtext("log"), "|", pending.findtext("commit-confirmed"))
advance(240)
print("before the timer", description(device))
advance(60)
newest = device.rpc.get_commit_information().find("commit-history")
print("after the timer", description(device), newest.findtext("user"), newest.findtext("client"))

config.load(xml, format="xml")
config.commit(confirm=5)
config.commit_check()
advance(600)
print("confirmed by a check", description(device))

config.rollback(1)
print("rollback", " ".join(config.diff().split()))
config.rollback(0)
print("nothing", config.diff())

print("unknown", "syntax error" in fails(ConfigLoadError, lambda: config.load("set interfaces nonsense is here", format="set")))
config.rollback(0)
config.load("set protocols bgp group UNDERLAY-BGP export NOT_THERE", format="set")
print("refused", "Policy NOT_THERE referenced but not defined" in fails(CommitError, config.commit_check))

config.rollback(0)
config.load("set protocols lldp interface all\nset interfaces et-0/0/15 unit 0 family inet", format="set")
config.commit()
# Its own loader of tables does not know newer versions of PyYAML.
with open(os.path.join(os.path.dirname(junos.__file__), "op", "lldp.yml")) as tables:
    table = FactoryLoader().load(yaml.safe_load(tables))["LLDPNeighborTable"]
neighbors = table(device).get()
print("lldp", ["%s %s %s" % (one.local_int, one.local_parent, one.remote_sysname) for one in neighbors])

config.unlock()
print("discarded", stranger.diff())
config.lock()
config.load('set interfaces et-0/0/20 description "lost"', format="set")
device.close()
stranger.lock()
print("released", stranger.diff())
other.close()
