"""Asks an emulated device with PyEZ what operators ask: facts, commands, tables of ports. Arguments: port."""

import os
import sys
import warnings

import yaml
from jnpr import junos
from jnpr.junos import Device
from jnpr.junos.exception import RpcError
from jnpr.junos.factory.factory_loader import FactoryLoader

warnings.simplefilter("ignore")

device = Device(host="127.0.0.1", port=int(sys.argv[1]), user="netops", password="netops", gather_facts=True)
device.open()
device.timeout = 20


def text(command):
    return [" ".join(line.split()) for line in device.cli(command, warning=False).strip().splitlines()]


def refused(act):
    try:
        act()
    except RpcError as error:
        return error.message
    raise AssertionError("a refusal was expected")


def table(name, file, **arguments):
    # Its own loader of tables does not know newer versions of PyYAML.
    with open(os.path.join(os.path.dirname(junos.__file__), "op", file)) as tables:
        return FactoryLoader().load(yaml.safe_load(tables))[name](device).get(**arguments)


for fact in ("hostname", "model", "version", "serialnumber", "2RE", "master", "personality"):
    print("fact", fact, device.facts[fact])
print("RE0", device.facts["RE0"]["mastership_state"], device.facts["RE0"]["model"])

print("version", text("show version"))
print("terse", text("show interfaces terse et-0/0/15"))
print("bgp", text("show bgp summary")[0])
print("commits", len(text("show system commit")))
print("configuration", text("show configuration interfaces et-0/0/15"))
print("set", text("show configuration interfaces et-0/0/15 | display set"))
print("xml", device.cli("show version", format="xml", warning=False).findtext("host-name"))
print("rpc", device.display_xml_rpc("show bgp summary", format="text").strip())
print("not there", device.cli("show ospf neighbor", warning=False))

print("as text", device.rpc.get_software_information({"format": "text"}).text.split()[:2])
print("as json", refused(lambda: device.rpc.get_software_information({"format": "json"})))
print("as text, too", refused(lambda: device.rpc.get_bfd_session_information({"format": "text"})))
print("configuration as json", refused(lambda: device.rpc.get_config(options={"format": "json"})))

for port in table("EthPortTable", "ethport.yml"):
    if port.name == "et-0/0/15":
        print("port", port.oper, port.admin, port.mtu, port.link_mode, port.running)
print("ports", [port.name for port in table("PhyPortTable", "phyport.yml", interface_name="et-0/0/1*")])
device.close()
