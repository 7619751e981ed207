"""Renders N leaves with 48 servers each with pyavd: pyavd_render.py <N>. Prints how many lines of configuration came of it.

An EVPN-VXLAN fabric of Arista's validated design: four spines, leaves in pairs, a VRF, and a BGP peer on every server port.
"""

import sys

from pyavd import (
    get_avd_facts,
    get_device_config,
    get_device_structured_config,
    validate_inputs,
)

SERVERS = 48
SPINES = 4
LEAVES = int(sys.argv[1])

SPINE_NAMES = [f"spine{number}" for number in range(1, SPINES + 1)]
LEAF_NAMES = [f"leaf{number}" for number in range(1, LEAVES + 1)]


def subnet_address(number):
    value = (10 << 24) + 2 * number
    return ".".join(str((value >> shift) & 255) for shift in (24, 16, 8, 0))


def leaf_node(number):
    return {
        "name": f"leaf{number}",
        "id": number,
        "bgp_as": str(4200001000 + number),
        "uplink_switch_interfaces": [f"Ethernet{number}"] * SPINES,
    }


INTERFACES = [
    {
        "interfaces": [f"Ethernet{server + 1}"],
        "nodes": [f"leaf{number}"],
        "ip_addresses": [f"{subnet_address((number - 1) * SERVERS + server)}/31"],
        "description": f"server{server + 1}",
        "enabled": True,
    }
    for number in range(1, LEAVES + 1)
    for server in range(SERVERS)
]

PEERS = [
    {
        "ip_address": subnet_address((number - 1) * SERVERS + server).rsplit(".", 1)[0]
        + "."
        + str(int(subnet_address((number - 1) * SERVERS + server).rsplit(".", 1)[1]) + 1),
        "remote_as": str(4220000001 + server),
        "description": f"server{server + 1}",
        "nodes": [f"leaf{number}"],
    }
    for number in range(1, LEAVES + 1)
    for server in range(SERVERS)
]

COMMON = {
    "fabric_name": "DC1",
    "underlay_routing_protocol": "ebgp",
    "overlay_routing_protocol": "ebgp",
    "spine": {
        "defaults": {
            "platform": "vEOS",
            "loopback_ipv4_pool": "192.168.0.0/24",
            "bgp_as": "4200000001",
        },
        "nodes": [{"name": name, "id": place + 1} for place, name in enumerate(SPINE_NAMES)],
    },
    "l3leaf": {
        "defaults": {
            "platform": "vEOS",
            "loopback_ipv4_pool": "192.168.16.0/20",
            "vtep_loopback_ipv4_pool": "192.168.32.0/20",
            "uplink_switches": SPINE_NAMES,
            "uplink_interfaces": [f"Ethernet{SERVERS + 1 + place}" for place in range(SPINES)],
            "uplink_ipv4_pool": "100.64.0.0/17",
            "mlag": False,
            "spanning_tree_mode": "none",
        },
        "nodes": [leaf_node(number) for number in range(1, LEAVES + 1)],
    },
    "tenants": [
        {
            "name": "TENANT",
            "mac_vrf_vni_base": 10000,
            "vrfs": [
                {
                    "name": "VRF_5",
                    "vrf_vni": 5,
                    "l3_interfaces": INTERFACES,
                    "bgp_peers": PEERS,
                }
            ],
        }
    ],
}


def inputs_of(name):
    return {**COMMON, "type": "spine" if name.startswith("spine") else "l3leaf", "inventory_hostname": name}


def valid(name, result):
    if result.validated_data is None:
        errors = [str(getattr(one, "message", "")) + " at " + str(getattr(one, "path", "")) for one in result.validation_result.violations]
        sys.exit(f"{name}: {errors}")
    return result.validated_data


def main():
    every = {name: inputs_of(name) for name in [*SPINE_NAMES, *LEAF_NAMES]}
    every = {name: valid(name, validate_inputs(inputs)) for name, inputs in every.items()}
    facts = get_avd_facts(every)
    lines = 0
    for name in LEAF_NAMES:
        structured = get_device_structured_config(name, every[name], facts)
        lines += get_device_config(structured).count("\n")
    print(lines)


main()
